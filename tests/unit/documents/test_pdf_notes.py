"""What was laid over a PDF's page: annotations and form fields."""

import io
from collections.abc import Callable

import pypdf
from pypdf.annotations import FreeText, Highlight, Link, Rectangle
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    RectangleObject,
    StreamObject,
    TextStringObject,
)
from reportlab.lib.colors import white
from reportlab.pdfgen.canvas import Canvas

from mailproc.reading.model import Witness
from tests.unit.documents.papers import lines, pdf
from tests.unit.documents.told import NUMBER, OTHER, PLACE, pages_of, said_by, saved

# --- Annotations ------------------------------------------------------------------------------------------


def _with_note(note: DictionaryObject) -> bytes:
    writer = pypdf.PdfWriter(io.BytesIO(pdf(lines)))
    writer.add_annotation(0, note)
    return saved(writer)


def _over_the_number() -> tuple[float, float, float, float]:
    left, bottom, width, height = PLACE
    return left, bottom, left + width, bottom + height


def _appearance(note: DictionaryObject, drawing: bytes) -> DictionaryObject:
    """The annotation with an appearance of its own, in a form of the size of its rectangle."""
    left, bottom, right, top = (float(edge) for edge in note["/Rect"])
    shown = StreamObject()
    shown.set_data(drawing)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    shown.update({NameObject("/Type"): NameObject("/XObject"), NameObject("/Subtype"): NameObject("/Form")})
    shown[NameObject("/BBox")] = ArrayObject([FloatObject(edge) for edge in (0, 0, right - left, top - bottom)])
    shown[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F"): font})}
    )
    note[NameObject("/AP")] = DictionaryObject({NameObject("/N"): shown})
    return note


def _stamp(drawing: bytes) -> bytes:
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Stamp"),
            NameObject("/Rect"): RectangleObject(_over_the_number()),
        }
    )
    writer = pypdf.PdfWriter(io.BytesIO(pdf(lines)))
    _appearance(note, drawing)
    note["/AP"][NameObject("/N")] = writer._add_object(note["/AP"]["/N"])
    writer.add_annotation(0, note)
    return saved(writer)


def test_a_box_laid_over_a_word_covers_it() -> None:
    texts = said_by(_with_note(Rectangle(rect=_over_the_number(), interior_color="ffffff")))
    assert NUMBER in texts[Witness.HIDDEN]
    assert "Constancia" in texts[Witness.TEXT]


def test_a_frame_laid_around_a_word_does_not() -> None:
    assert set(said_by(_with_note(Rectangle(rect=_over_the_number())))) == {Witness.TEXT}


def test_a_highlighter_and_a_link_leave_words_as_they_are() -> None:
    left, bottom, right, top = _over_the_number()
    points = ArrayObject([FloatObject(edge) for edge in (left, top, right, top, left, bottom, right, bottom)])
    highlighted = _with_note(Highlight(rect=_over_the_number(), quad_points=points))
    linked = _with_note(Link(rect=_over_the_number(), url="https://example.org"))
    for content in (highlighted, linked):
        assert set(said_by(content)) == {Witness.TEXT}


def test_a_stamp_with_a_number_of_its_own_is_typed_and_what_it_covers_is_hidden() -> None:
    texts = said_by(_stamp(b"1 g 0 0 90 20 re f 0 g BT /F 14 Tf 2 5 Td (55551234127) Tj ET"))
    assert texts[Witness.TYPED] == OTHER
    assert texts[Witness.HIDDEN] == NUMBER
    assert OTHER not in texts[Witness.TEXT]


def test_a_note_that_brings_no_appearance_is_typed() -> None:
    texts = said_by(_with_note(FreeText(text=f"NSS {OTHER}", rect=(60, 100, 300, 130))))
    assert texts[Witness.TYPED] == f"NSS {OTHER}"
    assert NUMBER in texts[Witness.TEXT]


def test_a_hidden_annotation_covers_nothing() -> None:
    note = Rectangle(rect=_over_the_number(), interior_color="ffffff")
    note.flags = 2
    assert set(said_by(_with_note(note))) == {Witness.TEXT}


def test_the_picture_of_an_annotated_page_shows_the_annotation() -> None:
    [plain] = pages_of(pdf(lines))
    [boxed] = pages_of(_with_note(Rectangle(rect=(60, 60, 500, 400), interior_color="000000")))
    assert boxed.picture().mean() < plain.picture().mean() - 30


# --- Form fields ------------------------------------------------------------------------------------------


def _form(value: str, *, change: Callable[[pypdf.PdfWriter, DictionaryObject], None] | None = None) -> bytes:
    def draw(canvas: Canvas) -> None:
        canvas.drawString(72, 700, "Numero de Seguridad Social:")
        canvas.acroForm.textfield(
            name="nss", x=260, y=690, width=200, height=24, value=value, fillColor=white, borderWidth=0
        )

    writer = pypdf.PdfWriter(io.BytesIO(pdf(draw)))
    field = writer.pages[0]["/Annots"][0].get_object()
    if change is not None:
        change(writer, field)
    return saved(writer)


def test_what_a_form_field_shows_is_typed() -> None:
    texts = said_by(_form(NUMBER))
    assert texts[Witness.TYPED] == NUMBER
    assert texts[Witness.TEXT] == "Numero de Seguridad Social:"
    assert Witness.HIDDEN not in texts


def _no_appearance(writer: pypdf.PdfWriter, field: DictionaryObject) -> None:
    field.pop("/AP")
    writer.root_object["/AcroForm"][NameObject("/NeedAppearances")] = BooleanObject(True)


def _another_value(_writer: pypdf.PdfWriter, field: DictionaryObject) -> None:
    field[NameObject("/V")] = TextStringObject(OTHER)


def _another_value_to_be_shown(writer: pypdf.PdfWriter, field: DictionaryObject) -> None:
    _another_value(writer, field)
    writer.root_object["/AcroForm"][NameObject("/NeedAppearances")] = BooleanObject(True)


def _not_shown(_writer: pypdf.PdfWriter, field: DictionaryObject) -> None:
    field[NameObject("/F")] = pypdf.generic.NumberObject(2)


def test_a_field_without_appearance_shows_its_value() -> None:
    assert said_by(_form(NUMBER, change=_no_appearance))[Witness.TYPED] == NUMBER


def test_a_value_that_is_not_what_the_field_shows_is_hidden() -> None:
    texts = said_by(_form(NUMBER, change=_another_value))
    assert texts[Witness.TYPED] == NUMBER
    assert texts[Witness.HIDDEN] == OTHER


def test_a_value_that_viewers_are_told_to_show_is_what_the_field_shows() -> None:
    assert said_by(_form(NUMBER, change=_another_value_to_be_shown))[Witness.TYPED] == OTHER


def test_the_value_of_a_field_that_is_not_shown_is_hidden() -> None:
    texts = said_by(_form(NUMBER, change=_not_shown))
    assert texts[Witness.HIDDEN] == NUMBER
    assert Witness.TYPED not in texts
