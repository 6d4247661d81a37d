"""What was read on the sheets of the cases that wait to be reviewed, with pictures of the places."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from mailproc.officer.view import Glimpse
from mailproc.reading.lines import reading_of
from mailproc.reading.model import Document, Reading
from mailproc.store import schema

FIELDS = ("nss", "curp", "name", "vigente", "estado", "issued", "employers")
MOST = 5
"""Fields shown of a case."""
PICTURES = 3_700_000
"""Bytes of all pictures together: 5 MB in a mail, which a phone still loads."""


def glimpses(session: Session, case_ids: Sequence[int]) -> dict[int, tuple[Glimpse, ...]]:
    """By case, at most MOST fields of its newest constancia (the newest sheet, where it has none), what is in doubt
    first. Pictures for the cases in the order given, until there are PICTURES bytes of them."""
    newest = _newest(session, case_ids)
    left, found = PICTURES, {}
    for case_id in case_ids:
        if case_id not in newest:
            continue
        row, sheet = newest[case_id]
        crops = _crops(session, row.id) if left > 0 else {}
        shown = []
        for name in _chosen(sheet):
            jpeg = crops.get(name, b"")
            if len(jpeg) > left:
                jpeg, left = b"", 0
            left -= len(jpeg)
            shown.append(Glimpse(name, getattr(sheet, name), jpeg))
        found[case_id] = tuple(shown)
    return found


def _newest(session: Session, case_ids: Sequence[int]) -> dict[int, tuple[schema.Reading, Reading]]:
    wanted = (
        select(schema.Case.id, schema.Reading)
        .join(schema.Reading, schema.Reading.case_id == schema.Case.id)
        .where(schema.Case.id.in_(case_ids))
        .order_by(schema.Reading.id)
    )
    newest: dict[int, tuple[schema.Reading, Reading]] = {}
    for case_id, row in session.execute(wanted):
        before = newest.get(case_id)
        constancia = Document.CONSTANCIA
        if before is None or row.document is constancia or before[1].document is not constancia:
            newest[case_id] = row, reading_of(row.body)
    return newest


def _crops(session: Session, reading_id: int) -> dict[str, bytes]:
    wanted = select(schema.Crop).where(schema.Crop.reading_id == reading_id)
    return {crop.field: crop.image for crop in session.scalars(wanted)}


def _chosen(sheet: Reading) -> list[str]:
    """What a problem names, what is not confirmed or missing, then the rest."""
    blamed = {problem.field for problem in sheet.problems}

    def doubt(name: str) -> int:
        read = getattr(sheet, name)
        return 0 if name in blamed or read is None or not read.trusted else 1

    return sorted(_there(sheet), key=doubt)[:MOST]


def _there(sheet: Reading) -> Iterator[str]:
    """The fields that were read, and those that every constancia shows."""
    for name in FIELDS:
        shown = sheet.document is Document.CONSTANCIA and name in ("curp", "name", "vigente")
        if shown or getattr(sheet, name) is not None:
            yield name
