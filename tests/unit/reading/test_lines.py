"""The line form of `mailproc read --json`."""

import json
from dataclasses import replace
from typing import Any

from mailproc.reading.lines import FIELDS, as_json
from mailproc.reading.model import FileReading, Hints, Page, Problem, ProblemCode
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import text_page
from tests.unit.reading.layouts import CHILD_ROW, PARENT, STUDENT, cards, label_lines


def lines_of(*pages: Page) -> list[dict[str, Any]]:
    reading = FileReading("a.pdf", "0" * 64, "application/pdf", read_pages(pages, Hints()), seconds=0.31234)
    return as_json(reading)


def test_one_line_a_sheet_with_every_field() -> None:
    [line] = lines_of(text_page(label_lines(STUDENT)))
    assert json.loads(json.dumps(line)) == line
    assert set(line) == {"file", "pages", "document", "seconds", "problems", "fields", "name_parts", "people"}
    assert tuple(line["fields"]) == FIELDS
    assert (line["file"], line["pages"], line["document"], line["seconds"]) == (
        "a.pdf",
        [1],
        "constancia_vigencia",
        0.312,
    )
    nss = line["fields"]["nss"]
    assert nss["value"] == STUDENT.nss
    assert nss["witnesses"] == ["text", "place"]
    assert nss["box"] == [260, 80, 315, 90]
    assert line["fields"]["vigente"]["value"] is True
    assert line["fields"]["issued"]["value"] == "2026-08-12"
    assert line["fields"]["holder"] == {
        "value": "titular", "trusted": True, "confidence": line["fields"]["holder"]["confidence"],
        "witnesses": ["text", "place"], "page": None, "box": None, "repaired": False,
    }  # fmt: skip
    assert line["fields"]["employers"]["value"] == [
        {"registro": "A3399990326", "modality": "32", "name": "INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ"}
    ]


def test_an_absent_field_is_null_and_people_are_listed() -> None:
    [line] = lines_of(text_page(cards(PARENT, (CHILD_ROW,))))
    assert line["fields"]["nss"] is None
    assert line["people"][1] == {
        "role": "beneficiario", "name": "JUAN CARLOS PEREZ LOPEZ", "curp": STUDENT.curp, "nss": "",
        "agregado": "3H2005OR", "relation": "HIJO", "right": True,
    }  # fmt: skip


def test_the_files_problems_stand_on_its_sheets() -> None:
    reading = FileReading("b.pdf", "0" * 64, "application/pdf", read_pages([], Hints()))
    problem = Problem(ProblemCode.EMPTY, "El archivo está vacío.")
    [line] = as_json(replace(reading, problems=(problem,)))
    assert line["document"] == "desconocido"
    assert line["problems"] == [{"code": "empty", "field": "", "text": "El archivo está vacío."}]
