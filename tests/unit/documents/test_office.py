"""Word, PowerPoint and OpenDocument files: their pictures as they are, their text as rows and columns."""

import io
import zipfile

import docx
import msoffcrypto.format.ooxml
import pptx
import pytest
from docx.enum.text import WD_BREAK
from odf.draw import Frame, Image
from odf.opendocument import OpenDocumentText
from odf.table import CoveredTableCell, Table, TableCell, TableColumn, TableRow
from odf.text import P, S, Tab
from pptx.util import Inches

from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.documents.source import Opened, Source, UnreadablePicture
from mailproc.reading.model import Box, ProblemCode, Witness, Word
from tests.unit.documents.outlook import compound
from tests.unit.documents.papers import LINES, encoded, lines, pdf, picture

LIMITS = Limits()
PHOTO = encoded(picture(), "JPEG")
LOGO = encoded(picture(width=90, height=40), "PNG")


def _docx(document: "docx.document.Document") -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _odt(document: OpenDocumentText) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _changed(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    """The ZIP with a member edited."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as other:
        for entry in whole.infolist():
            data = whole.read(entry)
            other.writestr(entry, data.replace(old, new) if entry.filename == name else data)
    return file.getvalue()


def _codes(opened: Opened) -> list[ProblemCode]:
    return [problem.code for problem in opened.problems]


def _words(source: Source) -> tuple[Word, ...]:
    (layer,) = source.layers
    assert layer.witness is Witness.TYPED
    return layer.words


def _rows(source: Source) -> list[str]:
    """The words of each row, from the top."""
    rows: dict[float, list[str]] = {}
    for word in _words(source):
        rows.setdefault(word.box.y0, []).append(word.text)
    return [" ".join(rows[top]) for top in sorted(rows)]


def _box(source: Source, text: str) -> Box:
    (found,) = [word.box for word in _words(source) if word.text == text]
    return found


def test_a_photo_in_a_word_file_comes_as_it_was_put_there_and_the_logo_does_not() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(LOGO))
    document.add_paragraph("Adjunto mi constancia")
    document.add_picture(io.BytesIO(PHOTO), width=docx.shared.Cm(3))
    opened = open_document(_docx(document), LIMITS)
    assert opened.media == "docx"
    assert opened.problems == ()
    assert [source.picture().shape for source in opened.sources] == [(1650, 1275, 3)]


def test_ten_pictures_come_in_their_order() -> None:
    document = docx.Document()
    for at in range(11):
        document.add_picture(io.BytesIO(encoded(picture(width=300 + at, height=300), "PNG")))
    opened = open_document(_docx(document), LIMITS)
    assert [source.picture().shape[1] for source in opened.sources] == list(range(300, 311))


def test_paragraphs_are_rows_and_their_words_are_typed() -> None:
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    (source,) = open_document(_docx(document), LIMITS).sources
    assert _rows(source) == list(LINES)
    assert not source.speaks
    assert source.pictured == 0
    assert max(word.box.x1 for word in _words(source)) < source.width
    assert max(word.box.y1 for word in _words(source)) < source.height


def test_of_typed_text_there_is_no_picture() -> None:
    document = docx.Document()
    document.add_paragraph(LINES[0])
    (source,) = open_document(_docx(document), LIMITS).sources
    with pytest.raises(UnreadablePicture):
        source.picture()


def test_cells_are_columns_below_their_heads() -> None:
    document = docx.Document()
    table = document.add_table(rows=3, cols=3)
    cells = (
        ("Beneficiario:", "", ""),
        ("Nombre", "CURP", "Parentesco"),
        ("ANA", "XEXX010101HNEXXXA4", "HIJA"),
    )
    for row, texts in zip(table.rows, cells, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    table.rows[0].cells[0].merge(table.rows[0].cells[2])
    (source,) = open_document(_docx(document), LIMITS).sources
    for head, value in zip(cells[1], cells[2], strict=True):
        assert _box(source, head).x0 == _box(source, value).x0
        assert _box(source, head).y1 < _box(source, value).y0
    assert _box(source, "Beneficiario:").y1 < _box(source, "Nombre").y0
    # Columns stand further apart than words do.
    assert _box(source, "HIJA").x0 - _box(source, "XEXX010101HNEXXXA4").x1 > 2 * _box(source, "HIJA").height


def test_a_table_in_a_cell_stands_in_its_column() -> None:
    document = docx.Document()
    outer = document.add_table(rows=1, cols=2)
    outer.rows[0].cells[0].text = "Asegurado"
    inner = outer.rows[0].cells[1].add_table(rows=1, cols=2)
    inner.rows[0].cells[0].text = "NSS"
    inner.rows[0].cells[1].text = "07222400017"
    (source,) = open_document(_docx(document), LIMITS).sources
    assert _box(source, "Asegurado").x1 < _box(source, "NSS").x0 < _box(source, "07222400017").x0
    assert _box(source, "NSS").y0 == _box(source, "07222400017").y0


def test_tabs_and_breaks_part_what_they_part() -> None:
    document = docx.Document()
    document.add_paragraph("NSS:\t07222400017\nCURP:\tXEXX010101HNEXXXA4")
    document.add_paragraph().add_run("Hoja uno").add_break(WD_BREAK.PAGE)
    document.add_paragraph("Hoja dos")
    first, second = open_document(_docx(document), LIMITS).sources
    assert _rows(first) == ["NSS: 07222400017", "CURP: XEXX010101HNEXXXA4", "Hoja uno"]
    assert _box(first, "07222400017").x0 == _box(first, "XEXX010101HNEXXXA4").x0
    assert _rows(second) == ["Hoja dos"]


def test_text_that_was_moved_or_is_there_for_old_programs_counts_once() -> None:
    document = docx.Document()
    document.add_paragraph("AQUI")
    xml = b"<w:r><w:t>AQUI</w:t></w:r>"
    twice = (
        b'<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        b'<mc:Choice Requires="wps"><w:txbxContent><w:p>' + xml + b"</w:p></w:txbxContent></mc:Choice>"
        b"<mc:Fallback><w:txbxContent><w:p>" + xml + b"</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent>"
        b"</w:r><w:moveFrom>" + xml + b"</w:moveFrom>"
    )
    content = _changed(_docx(document), "word/document.xml", xml, twice)
    (source,) = open_document(content, LIMITS).sources
    assert _rows(source) == ["AQUI"]


def test_a_pdf_put_into_a_word_file_as_an_object_is_found() -> None:
    document = docx.Document()
    document.add_paragraph("Doble clic para abrir")
    file = io.BytesIO(_docx(document))
    sheet = pdf(lines)
    package = b"\x02\x00constancia.pdf\x00C:\\constancia.pdf\x00\x00\x00\x03\x00" + sheet
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("word/embeddings/oleObject1.bin", compound({"\x01Ole10Native": package}))
    opened = open_document(file.getvalue(), LIMITS)
    assert opened.problems == ()
    assert [source.speaks for source in opened.sources] == [True]


def test_a_letter_beside_a_photo_is_a_page_of_its_own_and_a_greeting_is_not() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(PHOTO))
    document.add_paragraph(" ".join(LINES))
    opened = open_document(_docx(document), LIMITS)
    assert [bool(source.layers) for source in opened.sources] == [True, False]
    assert [source.number for source in opened.sources] == [1, 2]


def test_slides_are_pages_and_their_pictures_come_after_them() -> None:
    show = pptx.Presentation()
    for text in LINES[:2]:
        slide = show.slides.add_slide(show.slide_layouts[5])
        slide.shapes.title.text = text
        table = slide.shapes.add_table(1, 2, Inches(1), Inches(3), Inches(4), Inches(1)).table
        table.cell(0, 0).text = "Con derecho"
        table.cell(0, 1).text = "SI al servicio medico que presta la clinica de la zona que toca"
    show.slides[0].shapes.add_picture(io.BytesIO(PHOTO), Inches(1), Inches(4))
    file = io.BytesIO()
    show.save(file)
    opened = open_document(file.getvalue(), LIMITS)
    assert opened.media == "pptx"
    assert [bool(source.layers) for source in opened.sources] == [True, True, False]
    assert [_rows(source)[0] for source in opened.sources[:2]] == list(LINES[:2])
    assert _box(opened.sources[0], "derecho").x1 < _box(opened.sources[0], "SI").x0
    assert opened.sources[2].picture().shape == (1650, 1275, 3)


def test_an_opendocument_text_with_a_table_and_a_photo() -> None:
    document = OpenDocumentText()
    paragraph = P(text="NSS:")
    paragraph.addElement(Tab())
    paragraph.addText("07222400017")
    paragraph.addElement(S(c=4))
    paragraph.addText("UMF")
    document.text.addElement(paragraph)
    table = Table(name="t")
    table.addElement(TableColumn(numbercolumnsrepeated=2))
    for texts in (("Patrones activos",), ("Registro", "Nombre"), ("A3399990326", "INSTITUTO")):
        row = TableRow()
        for text in texts:
            cell = TableCell(numbercolumnsspanned=2) if len(texts) == 1 else TableCell()
            cell.addElement(P(text=text))
            row.addElement(cell)
        if len(texts) == 1:
            row.addElement(CoveredTableCell())
        table.addElement(row)
    document.text.addElement(table)
    frame = Frame(width="5cm", height="7cm")
    frame.addElement(Image(href=document.addPicture("Pictures/foto.jpg", "image/jpeg", PHOTO)))
    holder = P()
    holder.addElement(frame)
    document.text.addElement(holder)
    words = P(text="Estas son otras quince palabras que hacen de esto una carta y no un saludo")
    document.text.addElement(words)
    opened = open_document(_odt(document), LIMITS)
    assert opened.media == "odt"
    typed, photo = opened.sources
    assert _rows(typed)[0] == "NSS: 07222400017 UMF"
    assert _box(typed, "UMF").x0 - _box(typed, "07222400017").x1 > _box(typed, "UMF").height
    assert _box(typed, "Nombre").x0 == _box(typed, "INSTITUTO").x0 > _box(typed, "A3399990326").x1
    assert photo.picture().shape == (1650, 1275, 3)


@pytest.mark.parametrize("kind", ["docx", "pptx"])
def test_an_office_file_with_a_password(kind: str) -> None:
    file, locked = io.BytesIO(), io.BytesIO()
    (docx.Document() if kind == "docx" else pptx.Presentation()).save(file)
    msoffcrypto.format.ooxml.OOXMLFile(file).encrypt("secreta", locked)
    opened = open_document(locked.getvalue(), LIMITS)
    assert opened.media == "locked_office"
    assert _codes(opened) == [ProblemCode.ENCRYPTED]
    assert "contraseña" in opened.problems[0].text


def test_an_opendocument_text_with_a_password() -> None:
    document = OpenDocumentText()
    document.text.addElement(P(text="hola"))
    content = _changed(
        _odt(document),
        "META-INF/manifest.xml",
        b"</manifest:manifest>",
        b"<manifest:encryption-data/></manifest:manifest>",
    )
    opened = open_document(content, LIMITS)
    assert opened.sources == ()
    assert _codes(opened) == [ProblemCode.ENCRYPTED]


def _with_text(xml: bytes) -> bytes:
    document = docx.Document()
    document.add_paragraph("AQUI")
    return _changed(_docx(document), "word/document.xml", b"AQUI", xml)


def test_entities_that_multiply_are_a_bomb_and_not_unfolded() -> None:
    declared = b"".join(b'<!ENTITY %c "%s">' % (98 + at, b"&%c;" % (97 + at) * 10) for at in range(9))
    content = _changed(
        _with_text(b"&j;"),
        "word/document.xml",
        b"<w:document",
        b'<!DOCTYPE x [<!ENTITY a "aaa">' + declared + b"]><w:document",
    )
    opened = open_document(content, LIMITS)
    assert opened.sources == ()
    assert _codes(opened) == [ProblemCode.TOO_BIG]


def test_an_entity_that_names_a_file_opens_none() -> None:
    content = _changed(
        _with_text(b"&f;"),
        "word/document.xml",
        b"<w:document",
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><w:document',
    )
    opened = open_document(content, LIMITS)
    assert opened.sources == ()
    assert _codes(opened) == [ProblemCode.TOO_BIG]


def test_a_text_of_many_megabytes_is_not_even_unpacked() -> None:
    opened = open_document(_with_text(b"a" * 5_000_000), LIMITS)
    assert opened.sources == ()
    assert _codes(opened) == [ProblemCode.TOO_BIG]


def test_of_a_very_long_text_the_beginning_is_read() -> None:
    (source,) = open_document(_with_text(b"palabra " * 100_000), LIMITS).sources
    assert 2_500 < len(_words(source)) < 5_000


def test_tables_in_tables_in_tables_end_somewhere() -> None:
    opening, closing = b"<w:tbl><w:tr><w:tc>", b"</w:tc></w:tr></w:tbl>"
    nested = b"</w:t></w:r></w:p>" + opening * 3_000 + b"<w:p/>" + closing * 3_000 + b"<w:p><w:r><w:t>fin"
    (source,) = open_document(_with_text(nested), LIMITS).sources
    assert _rows(source) == ["fin"]


def test_a_row_of_fifty_thousand_cells() -> None:
    row = b"<w:tc><w:tcPr><w:gridSpan w:val='99999999999'/></w:tcPr></w:tc>" * 50_000
    (source,) = open_document(
        _with_text(b"</w:t></w:r></w:p><w:tbl><w:tr>" + row + b"</w:tr></w:tbl><w:p><w:r><w:t>fin"), LIMITS
    ).sources
    assert _rows(source) == ["fin"]


def test_a_document_whose_xml_is_broken_still_gives_its_pictures() -> None:
    document = docx.Document()
    document.add_picture(io.BytesIO(PHOTO))
    opened = open_document(_changed(_docx(document), "word/document.xml", b"</w:body>", b""), LIMITS)
    assert [source.picture().shape for source in opened.sources] == [(1650, 1275, 3)]
    assert _codes(opened) == [ProblemCode.CORRUPTED]


def test_an_empty_document_says_what_to_send() -> None:
    (problem,) = open_document(_docx(docx.Document()), LIMITS).problems
    assert problem.code is ProblemCode.UNSUPPORTED
    assert "vacío" in problem.text
