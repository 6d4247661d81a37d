"""Bombs of every kind in one mailbox, and a good letter behind them: one run handles all, in memory that is bounded.

What bounds the seconds is the program's own: a worker is killed with its file, and what is parsed is cut first.
"""

import os
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from mailproc.cases.kinds import Kind
from mailproc.config.loading import load
from mailproc.reply.model import LetterState
from mailproc.store import cases as stored
from mailproc.store.cases import Case
from mailproc.store.opening import open_store
from tests.demo import CONFIG
from tests.documents import generate
from tests.faults.message_bombs import FILES, MESSAGES, attached, identified, message_id
from tests.mail.typed import environment

MEGABYTES = 400
"""For the process that holds mailbox and store; each worker has a limit of its own."""
BOUNDS = """
[reading]
engines = []
workers = 1
[reading.limits]
seconds = 30
memory_mb = 1000
"""
CUT = "mal formado y puede haber perdido archivos"
TOLD: dict[str, tuple[Kind, str]] = {
    "deep": (Kind.REVISAR, CUT),
    "many_parts": (Kind.REVISAR, CUT),
    "many_files": (Kind.REVISAR, "trae 1990 archivos; no se abrieron todos"),
    "many_fields": (Kind.REVISAR, CUT),
    "many_lines": (Kind.REVISAR, CUT),
    "cut_base64": (Kind.ILEGIBLE, "El PDF está dañado"),
    "slow_charset": (Kind.SIN_ADJUNTO, "Anuncia un archivo que no llegó"),
    "impossible_charset": (Kind.SIN_ADJUNTO, "Anuncia un archivo que no llegó"),
    "swelling_zip": (Kind.REVISAR, "más de lo que se puede abrir"),
    "nested_zips": (Kind.REVISAR, "más documentos de los que se abren"),
    "climbing_zip": (Kind.VENCIDA, "12/08/2026"),
    "wide_png": (Kind.REVISAR, "La imagen es demasiado grande"),
    "bilevel_tiff": (Kind.REVISAR, "La imagen es demasiado grande"),
    "entities": (Kind.REVISAR, "más texto del que se puede leer"),
    "braces": (Kind.REVISAR, "no se reconoce"),
    "many_pages": (Kind.REVISAR, "tiene 5000 páginas; se leyeron las primeras 10"),
    "vast_page": (Kind.REVISAR, "no se reconoce"),
    "endless_sections": (Kind.REVISAR, "no se reconoce"),
}
NOTHING_SAID = {"false_charset", "many_groups"}
"""Nobody's case: what the one says is of no charset, and so not about constancias; the other is a machine's."""
BOMBS = {**MESSAGES, **FILES}


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bombs in the order of the table, then the good letter."""
    folder = tmp_path_factory.mktemp("house")
    for box in ("new", "cur", "tmp"):
        (folder / "buzon" / box).mkdir(parents=True)
    (folder / "config.toml").write_text(f"{CONFIG}replies_per_day = 100\n{BOUNDS}", encoding="utf-8")
    sheet, _ = generate(5, case="si_ours", today=date.today())  # noqa: DTZ011 - the run has no other clock
    letters = [*(make() for make in BOMBS.values()), attached(("constancia.pdf", sheet))]
    hour_ago = time.time() - 3600
    for number, rest in enumerate(letters):
        file = folder / "buzon" / "new" / f"{number:03}.example"
        file.write_bytes(identified(number, rest))
        os.utime(file, (hour_ago + number,) * 2)
    return folder


@pytest.fixture(scope="module")
def run(house: Path) -> tuple[Counter[bytes], list[str]]:
    """All that lay in the mailbox before, and what the one run printed."""
    before = mails(house)
    command = [sys.executable, "-m", "tests.faults.bombed", str(MEGABYTES), "config.toml"]
    done = subprocess.run(
        command, cwd=house, env=environment(), capture_output=True, text=True, timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    return before, done.stdout.splitlines()


@pytest.fixture(scope="module")
def cases(house: Path, run: tuple[Counter[bytes], list[str]]) -> dict[str, Case]:
    """The case of each message, by its Message-ID."""
    settings = load(house / "config.toml")
    store = open_store(settings.store_url, account=settings.account)
    found = {message.message_id: case for case in stored.cases(store) for message in case.messages}
    store.close()
    return found


def mails(house: Path) -> Counter[bytes]:
    """Every message of the mailbox, wherever it lies."""
    found = (
        path for path in (house / "buzon").rglob("*") if path.is_file() and path.parent.name in {"new", "cur"}
    )
    return Counter(path.read_bytes() for path in found if path.parents[1].name != ".Sent")


def test_every_bomb_is_handled_at_the_first_try_in_bounded_memory(
    house: Path, run: tuple[Counter[bytes], list[str]]
) -> None:
    before, printed = run
    assert f"handled={len(BOMBS) + 1}," in printed[-2]
    assert "set_aside=0, failed=0" in printed[-2]
    assert int(printed[-1]) < MEGABYTES
    assert mails(house) == before, "every message lies somewhere, once and unchanged"


@pytest.mark.parametrize("name", BOMBS)
def test_what_each_bomb_comes_to(name: str, cases: dict[str, Case]) -> None:
    case = cases.get(message_id(list(BOMBS).index(name)))
    if name in NOTHING_SAID:
        assert case is None
        return
    assert case is not None
    kind, reason = TOLD[name]
    assert case.kind == kind
    assert reason in " ".join(case.reasons)


def test_the_letter_behind_them_is_answered(cases: dict[str, Case]) -> None:
    case = cases[message_id(len(BOMBS))]
    assert case.kind == Kind.HOJA
    assert [(letter.template, letter.state) for letter in case.letters] == [("hoja", LetterState.SENT)]


def test_nothing_is_written_where_a_name_says(run: tuple[Counter[bytes], list[str]]) -> None:
    assert not list(Path("/tmp").glob("escapada.*"))
