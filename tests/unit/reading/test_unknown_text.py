"""What can be read on a page that is no document we know: screens of the IMSS portal, mostly."""

import io
import json
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw, ImageFont

from mailproc.cases.words import portal_of
from mailproc.reader import read_bytes
from mailproc.reading.lines import as_json
from mailproc.reading.model import Document, FileReading, Flaw, Hints, Reading, Witness
from mailproc.reading.read import MAX_TEXT, read_pages
from tests.unit.reading.drawing import Drawing, heard_page, page, text_page
from tests.unit.reading.layouts import STUDENT, label_lines

SCREEN = (
    Drawing()
    .put(60, 60, "Escritorio Virtual")
    .put(60, 200, "Usted no se encuentra registrado aún como")
    .put(60, 212, "derechohabiente del Instituto.")
)


def read(*drawings: Drawing) -> Reading:
    [reading] = read_pages([text_page(drawing) for drawing in drawings], Hints())
    return reading


def test_a_screen_is_read_from_top_to_bottom() -> None:
    reading = read(SCREEN)
    assert reading.document is Document.DESCONOCIDO
    shown = "Escritorio Virtual Usted no se encuentra registrado aún como derechohabiente del Instituto."
    assert " ".join(reading.text.split()) == shown
    assert portal_of(reading.text)[0] == "no_derechohabiente"


def test_an_engine_that_joins_words_is_not_the_one_believed() -> None:
    joined = {"Usted no se encuentra registrado aún como": "Ustednoseencuentraregistradoaúncomo"}
    [reading] = read_pages([heard_page(SCREEN, joined)], Hints())
    assert portal_of(reading.text)[0] == "no_derechohabiente"


def test_a_screen_under_the_constancias_title_is_read_too() -> None:
    screen = Drawing([*SCREEN.runs]).put(60, 100, "Constancia de Vigencia de Derechos").put(60, 130, "NSS:")
    reading = read(screen.put(120, 130, STUDENT.nss))
    assert portal_of(reading.text)[0] == "no_derechohabiente"


def test_a_photo_too_bad_to_read_is_no_screen() -> None:
    screen = Drawing([*SCREEN.runs]).put(60, 100, "Constancia de Vigencia de Derechos")
    shown = replace(page(1, (Witness.RAPID, screen.lines())), flaws=(Flaw.BLURRED,))
    [reading] = read_pages([shown], Hints())
    assert reading.document is Document.CONSTANCIA
    assert reading.text == ""


@pytest.mark.parametrize(
    "drawing",
    [label_lines(STUDENT), Drawing().put(60, 60, "Asignación de Número de Seguridad Social")],
)
def test_a_known_document_has_no_text(drawing: Drawing) -> None:
    reading = read(drawing)
    assert reading.document is not Document.DESCONOCIDO
    assert reading.text == ""


def test_hidden_words_are_not_read() -> None:
    hidden = page(
        1, (Witness.TEXT, Drawing().put(60, 60, "Hola a todos").words()), (Witness.HIDDEN, SCREEN.words())
    )
    [reading] = read_pages([hidden], Hints())
    assert reading.text == "Hola a todos"


def test_the_text_is_short_and_is_neither_printed_nor_kept() -> None:
    drawing = Drawing()
    for row in range(60):
        drawing.put(60, 40 + 12 * row, f"Renglón {row} de una carta larga que no es ningún documento conocido")
    reading = read(drawing)
    assert len(reading.text) == MAX_TEXT
    assert "Renglón" not in repr(reading)
    # What is printed is what the store keeps (store.schema.Reading.body).
    assert "Rengl" not in json.dumps(as_json(FileReading("a.png", "", "image/png", (reading,))))


def test_the_engines_read_a_screenshot() -> None:
    picture = Image.new("RGB", (720, 700), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 720, 110), fill="#235b4e")
    draw.text((30, 35), "Escritorio Virtual", font=ImageFont.load_default(34), fill="white")
    draw.rounded_rectangle((24, 200, 696, 320), 12, fill="#f8d7da", outline="#a94442")
    draw.text((44, 220), "La CURP capturada no fue localizada en", font=ImageFont.load_default(28), fill="#a94442")
    draw.text((44, 262), "RENAPO. Intente nuevamente.", font=ImageFont.load_default(28), fill="#a94442")
    png = io.BytesIO()
    picture.save(png, "PNG")
    (reading,) = read_bytes(png.getvalue(), name="Captura.png").readings
    assert reading.document is Document.DESCONOCIDO
    assert portal_of(reading.text)[0] == "curp_no_renapo"
