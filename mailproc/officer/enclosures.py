"""What the digest carries besides its text: the work lists as an Excel file, and the IDSE files of what is new."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from mailproc.config import Settings
from mailproc.errors import ConfigurationError
from mailproc.idse.batch import Batch
from mailproc.officer.movements import attachment
from mailproc.officer.tables import workbook
from mailproc.officer.view import Enclosures
from mailproc.reply.model import Part
from mailproc.store import cases, movements
from mailproc.store.opening import Store
from mailproc.store.unmet import unmet

KEPT = timedelta(days=30)
"""How long a case that is over stays on the lists; `mailproc export` writes all of them."""
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Not text: mail programs may change the ends and the bytes of its lines.
_BYTES = "application/octet-stream"


def enclosures(store: Store, settings: Settings, *, now: datetime, batches: bool = True) -> Enclosures:
    """The files of the digest made now, writing nothing. Without `batches`, and where whole identifiers are not wanted,
    there are no IDSE files. Raises StoreError."""
    full = settings.officer.full_identifiers_in_attachments
    lacking = unmet(store, settings.policy.alta_requirements)
    recent = [one for one in cases.cases(store) if one.closed_at is None or now - one.closed_at <= KEPT]
    lists = workbook(recent, settings.zone, taken=now, masked=not full, unmet=lacking)
    day = now.astimezone(settings.zone).date().isoformat()
    table = Part(f"casos-{day}.xlsx", _XLSX, lists)
    if not (full and batches):
        return Enclosures((table,))
    try:
        made = attachment(movements.waiting(store).due, settings, now=now)
    except ConfigurationError as error:
        return Enclosures((table,), trouble=str(error))
    files = (Part(file.name, _BYTES, file.content) for file in made.files)
    return Enclosures((table, *files), made.files, dict(_notes(made)))


def _notes(made: Batch) -> Iterable[tuple[str, str]]:
    left_out: dict[str, list[str]] = {}
    for one in made.left_out:
        left_out.setdefault(one.folio, []).append(one.text)
    for folio, texts in left_out.items():
        yield folio, f"No va en el archivo de IDSE: {' '.join(texts)}"
    for file in made.files:
        for entry in file.entries:
            yield entry.folio, f"Va en el archivo adjunto {file.name}."
