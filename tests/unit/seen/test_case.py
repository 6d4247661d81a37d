"""A case told to whoever asks: what came, what was read, why, what was answered."""

import json
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from mailproc.cases.kinds import Kind
from mailproc.reading.lines import as_json
from mailproc.reading.model import Document, FileReading, Hints
from mailproc.reading.read import read_pages
from mailproc.seen.case import case_json, case_told
from mailproc.store.explained import explained
from mailproc.store.record import Sheet
from tests.unit.reading.drawing import text_page
from tests.unit.reading.layouts import STUDENT, cards
from tests.unit.store.house import NOW, decision, handle, message, opened, settings

ZONE = ZoneInfo("America/Mexico_City")


@pytest.fixture
def told(tmp_path):
    [reading] = read_pages([text_page(cards(STUDENT))], Hints())
    [body] = as_json(FileReading("constancia.pdf", "ab", "", (reading,)))
    sheet = Sheet("constancia.pdf", "ab" * 32, Document.CONSTANCIA, body)
    store = opened(tmp_path)
    handle(store, message(1), decision(Kind.BAJA_PREVIA), settings(), sheets=(sheet,))
    later = replace(decision(Kind.ALTA), joins="AF-26-00001")
    handle(store, message(2), later, settings(), now=NOW + timedelta(days=9))
    handle(store, message(3), replace(decision(Kind.SEGUIMIENTO), joins="AF-26-00001", keeps=True), settings())
    yield explained(store, " af-26-00001 ")
    assert explained(store, "AF-26-00999") is None
    store.close()


def printed(told, width=90):
    console = Console(width=width, record=True, file=open("/dev/null", "w"))  # noqa: SIM115, PTH123
    console.print(case_told(told, ZONE))
    return console.export_text()


def test_it_reads_from_the_first_message_to_the_last_letter(told):
    text = printed(told)
    wanted = [
        "AF-26-00001 · alta · por hacer",
        "Regla de alta.",
        "«Constancia de vigencia»",
        "Se decidió: baja en otra escuela.",
        "Se decidió: alta.",
        "Se decidió: seguimiento.",
        "Está por salir la carta «alta».",
        "se abrió el caso: baja en otra escuela",
        "cambió de clase: baja en otra escuela → alta",
        "cambió de estado: espera al alumno → por hacer",
    ]
    places = [text.index(sentence) for sentence in wanted]
    assert places[3] < places[4] < places[5] < places[6] < places[7] < places[8]
    assert STUDENT.nss in text
    assert "✓" in text


@pytest.mark.parametrize("width", [50, 80])
def test_it_fits_a_narrow_terminal(told, width):
    assert max(map(len, printed(told, width).splitlines())) <= width


def test_for_programs_it_is_the_case_with_its_sheets_and_history(told):
    told = json.loads(json.dumps(case_json(told)))
    assert told["id"] == "AF-26-00001"
    assert [one["kind"] for one in told["decisions"]] == ["baja_previa", "alta", "seguimiento"]
    assert told["sheets"][0]["fields"]["nss"]["value"] == STUDENT.nss
    assert [one["what"] for one in told["history"]][:2] == ["opened", "letter queued"]
