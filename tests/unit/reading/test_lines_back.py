"""What the store keeps of a reading gives the reading again."""

import json

import pytest

from mailproc.reading.lines import as_json, reading_of
from mailproc.reading.model import FileReading, Hints
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import heard_page, text_page
from tests.unit.reading.layouts import CHILD_ROW, PARENT, STUDENT, cards, label_lines


def sheets():
    for layout in (cards, label_lines):
        for page in (
            text_page(layout(STUDENT)),
            heard_page(layout(STUDENT)),
            text_page(layout(PARENT, (CHILD_ROW,))),
        ):
            yield from read_pages([page], Hints())


@pytest.mark.parametrize("sheet", list(sheets()))
def test_back_and_forth(sheet):
    [line] = as_json(FileReading("a.pdf", "", "", (sheet,)))
    kept = json.loads(json.dumps(line))
    back = reading_of(kept)
    assert as_json(FileReading("a.pdf", "", "", (back,))) == [line]
    assert (back.nss is None, back.employers is None) == (sheet.nss is None, sheet.employers is None)
    for name in ("nss", "curp", "vigente", "issued", "holder", "employers", "people", "name_parts", "problems"):
        mine, theirs = getattr(back, name), getattr(sheet, name)
        assert getattr(mine, "value", mine) == getattr(theirs, "value", theirs), name
