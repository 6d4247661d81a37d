"""`mailproc forget`, `export-student` and `purge`: what is kept of a student, handed out or deleted, and told."""

import sys
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mailproc.config import Settings
from mailproc.errors import UsageError
from mailproc.mailbox.deleting import delete_mail
from mailproc.mailbox.opening import open_mailbox
from mailproc.named import write_file
from mailproc.officer.student_file import file_name, student_file
from mailproc.reply import spanish
from mailproc.store import retention
from mailproc.store.erasing import Tally
from mailproc.store.forgetting import Plan, forget, plan
from mailproc.store.opening import Store
from mailproc.store.student_export import exported

_ROWS = {
    "cases": "Casos, con su historia",
    "messages": "Mensajes: remitente, asunto, fecha y motivos",
    "readings": "Lecturas de documentos",
    "crops": "Recortes de imagen",
    "letters": "Cartas y alarmas guardadas",
    "waiting": "  de ellas, cartas que aún no salen y ya no saldrán",
    "movements": "Movimientos del archivo IDSE",
    "notes": "Notas",
    "roster": "Renglones del padrón",
}
_NO_CASES = "borrar"
"""What is typed to confirm where there is no folio."""


@dataclass(frozen=True, slots=True)
class PrivacyCommand:
    """One command. `who` stands in the history. Raises UsageError, StoreError, and with `mail` what opening and working
    the mailbox raises."""

    store: Store
    settings: Settings
    now: datetime
    who: str = "encargada"

    def forget(self, text: str, *, mail: bool, yes: bool) -> None:
        """Delete all that is kept of one student, after it was shown and confirmed."""
        found = plan(self.store, text)
        console = Console(highlight=False)
        console.print(_table(found))
        if found.tally.shared:
            console.print(
                f"{_shared(found.tally.shared)}: quedan los datos que esos casos necesitan, el remitente entre ellos."
            )
        if mail:
            console.print(
                f"En el buzón se borrarán para siempre {spanish.count(len(found.mails), 'mensaje', 'mensajes')} y las "
                f"copias de {spanish.count(len(found.letters), 'carta', 'cartas')}, donde estén."
            )
        if not yes:
            _confirmed(found)
        if mail:
            with open_mailbox(self.settings.mailbox) as mailbox:
                deleted = delete_mail(mailbox, found, self.settings)
            console.print(
                f"En el buzón se borraron {spanish.count(deleted.mails, 'mensaje', 'mensajes')} y "
                f"{spanish.count(deleted.letters, 'carta', 'cartas')}."
            )
        tally = forget(self.store, found.person, now=self.now, who=self.who)
        tidy = self.store.compact()
        console.print("Se borró. Queda solo que hubo mensajes ya atendidos, sin decir de quién ni de qué.")
        if not mail and found.mails:
            console.print("Sus mensajes siguen en el buzón; --mail los borra también, pero solo antes de esto.")
        if tally.roster:
            console.print("Estaba en el padrón: si sigue en el archivo, la próxima importación lo trae de vuelta.")
        console.print("Lo que llegue o se esté leyendo a partir de ahora abre un caso nuevo.")
        if not tidy:
            console.print(
                "Otro programa ocupa la base de datos: restos de lo borrado pueden seguir en su archivo hasta la "
                "próxima `mailproc purge`."
            )

    def export(self, text: str, *, to: Path | None) -> None:
        """Write all that is kept of one student into a ZIP, for this user alone."""
        found = exported(self.store, text)
        path = to or Path(file_name(found))
        write_file(path, student_file(found, self.settings, now=self.now))
        cases = spanish.count(len(found.data["cases"]), "caso", "casos")
        files = spanish.count(len(found.files), "carta o recorte", "cartas y recortes")
        Console(highlight=False).print(
            escape(
                f"{path}: {cases}, {files}. Los datos de otras personas van tapados; revísalo antes de entregarlo."
            )
        )

    def purge(self, *, dry_run: bool) -> None:
        """Delete what is older than `[store] keep_days`, and tell how much."""
        purged = retention.purge(self.store, self.settings, now=self.now, dry_run=dry_run)
        days = self.settings.store.keep_days
        console = Console(highlight=False)
        if dry_run:
            console.print(f"Se borraría lo que tiene más de {days} días; no se borró nada.")
        elif not purged:
            console.print(f"No hay nada con más de {days} días que borrar.")
            return
        table = Table(title=f"Más de {days} días", title_justify="left")
        table.add_column("Qué", overflow="fold")
        table.add_column("Se borraría" if dry_run else "Se borró", justify="right", no_wrap=True)
        for name, count in _purged_rows(purged):
            table.add_row(name, str(count))
        console.print(table)


def _table(found: Plan) -> Table:
    folios = ", ".join(found.person.folios) or "sin casos"
    table = Table(title=f"Se borrará de un estudiante ({escape(folios)})", title_justify="left")
    table.add_column("Qué", overflow="fold")
    table.add_column("Cuánto", justify="right", no_wrap=True)
    for name, count in _tally_rows(found.tally):
        table.add_row(name, str(count))
    return table


def _tally_rows(tally: Tally) -> list[tuple[str, int]]:
    return [(heading, getattr(tally, name)) for name, heading in _ROWS.items()]


def _purged_rows(purged: retention.Purged) -> list[tuple[str, int]]:
    rows = [row for row in _tally_rows(purged.cases) if row[0] not in (_ROWS["waiting"], _ROWS["roster"])]
    return [
        *rows,
        ("Mensajes sin caso: remitente y asunto", purged.messages),
        ("Huellas de mensajes que ya no hacen falta", purged.fingerprints),
        ("Resúmenes de la encargada", purged.digests),
        ("Lugares donde hubo mensajes", purged.places),
        ("Renglones de la historia sin caso", purged.history),
    ]


def _shared(count: int) -> str:
    if count == 1:
        return "Un mensaje es también de otro caso"
    return f"{count} mensajes son también de otros casos"


def _confirmed(found: Plan) -> None:
    """Ask for the folio. Raises UsageError where the answer is another, or nobody is there to answer."""
    wanted = found.person.folios[0] if found.person.folios else _NO_CASES
    if not sys.stdin.isatty():
        raise UsageError("forget: nobody is at the terminal to confirm; give --yes to delete without a question.")
    Console(highlight=False).print(f"No se puede deshacer. Para borrarlo, escribe {wanted}:")
    if sys.stdin.readline().strip().upper() != wanted.upper():
        raise UsageError(f"forget: {wanted} was not typed; nothing was deleted.")
