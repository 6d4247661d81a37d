"""`make demo`: a dozen synthetic letters in a Maildir, through the whole program as a person would run it.

Needs no account and no server; everything lands in ./demo, made anew each time.
"""

import json
import mailbox
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from tests.students import letters

SHOWN = 12
DEMO = Path("demo")

CONFIG = """
[institution]
name = "Instituto Tecnológico de Ejemplo"
short_name = "ITE"
registrations = ["A3399990326"]
employer_names = ["INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ"]
student_domains = ["tecnologico.example"]
clinics = ["013", "023", "025"]
contact = "Oficina de Servicios Escolares, edificio A, de 9 a 14 h"
privacy_url = "https://tecnologico.example/privacidad"
hoja_pickup = "Ventanilla 3 de Servicios Escolares"

[officer]
name = "Lic. Marina Escandón"
address = "afiliacion@tecnologico.example"

[mailbox]
url = "maildir:buzon"

[smtp]
url = "maildir:cartas"

[policy]
mode = "send"
alta_days = 5
hoja_days = 3
"""


def main() -> int:
    """Fill the mailbox, run `mailproc once`, show what became of it."""
    console = Console()
    shutil.rmtree(DEMO, ignore_errors=True)
    DEMO.mkdir()
    config = DEMO / "config.toml"
    config.write_text(CONFIG, encoding="utf-8")
    inbox = mailbox.Maildir(DEMO / "buzon", factory=None)
    written = list(letters(datetime.now(UTC)))[:SHOWN]
    for letter in track(written, description="Escribiendo cartas de prueba", console=console, transient=True):
        inbox.add(letter.raw)
    console.print(f"{SHOWN} cartas inventadas esperan en [bold]{DEMO / 'buzon'}[/].")
    done = _mailproc("once", "-c", str(config))
    if done.returncode:
        return done.returncode
    cases = json.loads(_mailproc("cases", "-c", str(config), "--json", capture=True).stdout)
    _show(console, written, cases)
    digest = DEMO / "resumen.html"
    _mailproc("digest", "-c", str(config), "--html", str(digest), capture=True)
    sent = sorted(path for path in (DEMO / "cartas").glob("*/*") if path.is_file())
    console.print(f"Cartas enviadas: [bold]{len(sent)}[/] en {DEMO / 'cartas'}")
    console.print(f"Resumen para la encargada: [bold]{digest}[/]")
    if sent:
        console.print(f"Una carta: [bold]{sent[0]}[/]")
    return 0


def _mailproc(*words: str, capture: bool = False) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "mailproc", *words], text=True, capture_output=capture, check=False
    )


def _show(console: Console, written: list, cases: list) -> None:
    by_message = {message: case for case in cases for message in case["messages"]}
    table = Table(title="Lo que mailproc hizo con cada carta", title_justify="left")
    for heading in ("Llegó", "Folio", "Caso", "Estado", "Carta"):
        table.add_column(heading, overflow="fold")
    for letter in written:
        case = by_message.get(letter.message_id)
        if case is None:
            table.add_row(letter.title, "", letter.kind.value, "sin caso", "ninguna")
            continue
        sent = ", ".join(f"{item['template']} ({item['state']})" for item in case["letters"]) or "ninguna"
        table.add_row(letter.title, case["id"], case["kind"], case["state"], sent)
    console.print(table)


if __name__ == "__main__":
    sys.exit(main())
