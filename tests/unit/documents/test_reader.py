"""The whole way of a file: what is read from what, and that nothing a stranger sends raises."""

import gc
import io
import subprocess
import sys
import weakref

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from mailproc.reader import ReaderOptions, read_bytes, read_with_pages
from mailproc.reading.model import Document, FileReading, Holder, ProblemCode, Reading, Witness
from tests.documents import Sheet, copy, generate
from tests.unit.documents.papers import HEIGHT, encoded, lines, pdf, picture

SHEET, TRUTH = generate(11, layout="lines", case="si_ours")
PHOTO, PHOTO_NAME = copy(SHEET, "photo", 11)


def _only(reading: FileReading) -> Reading:
    assert len(reading.readings) == 1
    return reading.readings[0]


def _trusted(reading: Reading) -> dict[str, object]:
    names = ("nss", "curp", "vigente", "issued")
    return {name: field.value for name in names if (field := getattr(reading, name)) is not None and field.trusted}


def _facts(truth: Sheet) -> dict[str, object]:
    return {"nss": truth.nss, "curp": truth.curp, "vigente": truth.vigente, "issued": truth.issued}


def test_a_pdf_from_the_portal_is_read_from_its_text_alone() -> None:
    reading = read_bytes(SHEET, name="constancia.pdf")
    assert reading.media == "pdf"
    assert reading.problems == ()
    sheet = _only(reading)
    assert sheet.document is Document.CONSTANCIA
    assert _trusted(sheet) == _facts(TRUTH)
    assert sheet.nss is not None
    assert sheet.nss.witnesses[0] is Witness.TEXT


def test_a_photo_is_trusted_on_the_word_of_both_engines() -> None:
    reading = read_bytes(PHOTO, name=PHOTO_NAME)
    assert reading.media == "jpeg"
    sheet = _only(reading)
    assert sheet.document is Document.CONSTANCIA
    assert _trusted(sheet) == _facts(TRUTH)
    assert sheet.nss is not None
    assert {Witness.RAPID, Witness.TESSERACT} <= set(sheet.nss.witnesses)


@pytest.mark.parametrize("kind", ["turned_90", "turned_180", "turned_270", "skew_large"])
def test_a_scan_is_read_however_it_lies_on_the_glass(kind: str) -> None:
    content, name = copy(SHEET, kind, 11)
    sheet = _only(read_bytes(content, name=name))
    assert _trusted(sheet) == _facts(TRUTH)


def test_places_are_given_on_the_upright_page() -> None:
    scan, name = copy(SHEET, "turned_90", 11)
    turned, flat = _only(read_bytes(scan, name=name)), _only(read_bytes(SHEET, name="a.pdf"))
    assert turned.nss is not None and turned.nss.box is not None
    assert flat.nss is not None and flat.nss.box is not None
    for at in ("x0", "y0"):
        assert getattr(turned.nss.box, at) == pytest.approx(getattr(flat.nss.box, at), abs=25)


def test_a_sheet_pasted_as_a_picture_into_a_page_of_text_is_found() -> None:
    _scan, _name = copy(SHEET, "scan_jpeg", 11)

    def page(canvas: Canvas) -> None:
        from PIL import Image

        from mailproc.documents.limits import Limits
        from mailproc.documents.opening import open_document

        pixels = open_document(_scan, Limits()).sources[0].picture()
        canvas.drawString(72, HEIGHT - 40, "Buenas tardes, adjunto lo que me pidieron. Gracias.")
        canvas.drawInlineImage(Image.fromarray(pixels[:, :, ::-1].copy()), 50, 30, 500, 690)

    sheet = _only(read_bytes(pdf(page), name="tarea.pdf"))
    assert sheet.document is Document.CONSTANCIA
    assert sheet.curp is not None
    assert sheet.curp.value == TRUTH.curp


def test_hidden_text_is_no_witness_for_what_the_page_shows() -> None:
    reading = read_bytes(pdf(lambda canvas: lines(canvas, mode=3)), name="a.pdf")
    assert _trusted(_only(reading)) == {}


def test_a_picture_without_a_word_on_it_is_unknown_and_no_problem() -> None:
    from PIL import Image

    reading = read_bytes(encoded(Image.new("RGB", (300, 200), "navy"), "PNG"), name="logo.png")
    assert _only(reading).document is Document.DESCONOCIDO
    assert reading.problems == ()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", ProblemCode.EMPTY),
        (b"%PDF-1.7\ngarbage", ProblemCode.CORRUPTED),
        (b"\xff\xd8\xff\xe0garbage", ProblemCode.CORRUPTED),
        (b"PK\x03\x04garbage", ProblemCode.CORRUPTED),
        (b"Rar!\x1a\x07\x00", ProblemCode.UNSUPPORTED),
        (encoded(picture(), "JPEG")[:20_000], ProblemCode.CORRUPTED),
    ],
)
def test_a_file_without_a_readable_page_is_one_unknown_reading_and_a_problem(
    content: bytes, code: ProblemCode
) -> None:
    reading = read_bytes(content, name="algo")
    assert _only(reading).document is Document.DESCONOCIDO
    assert [problem.code for problem in reading.problems] == [code]
    assert all(problem.text.endswith(".") for problem in reading.problems)


def test_the_limits_of_the_options_are_kept() -> None:
    options = ReaderOptions(max_bytes=1000)
    assert [p.code for p in read_bytes(SHEET, name="a", options=options).problems] == [ProblemCode.TOO_BIG]
    options = ReaderOptions(max_pages=1)
    two = read_bytes(pdf(lines, lines), name="a", options=options)
    assert [problem.code for problem in two.problems] == [ProblemCode.TOO_MANY]


def test_when_time_is_up_what_was_heard_is_the_reading() -> None:
    sheet = _only(read_bytes(PHOTO, name=PHOTO_NAME, options=ReaderOptions(seconds=0.0)))
    assert sheet.document is Document.CONSTANCIA
    assert sheet.nss is not None
    assert Witness.RAPID not in sheet.nss.witnesses, "Tesseract hears all lines first"


def test_a_parents_sheet_gives_no_nss_of_the_student() -> None:
    content, _truth = generate(5, layout="tables", case="parent")
    sheet = _only(read_bytes(content, name="a.pdf"))
    assert sheet.nss is None
    assert sheet.holder is not None
    assert sheet.holder.value is Holder.BENEFICIARIO


def test_importing_the_reader_loads_nothing_heavy() -> None:
    heavy = ("cv2", "numpy", "onnxruntime", "rapidocr", "pypdfium2", "pypdf", "pdfplumber", "PIL", "pytesseract")
    program = f"import sys, mailproc.reader; print([name for name in {heavy!r} if name in sys.modules])"
    told = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


def test_of_the_pages_that_are_shown_one_alone_is_there_at_a_time() -> None:
    picture_of = Image.open(io.BytesIO(encoded(picture(), "PNG")))
    scans = io.BytesIO()
    picture_of.save(scans, "PDF", save_all=True, append_images=[picture_of], resolution=150)
    options = ReaderOptions(engines=("tesseract",))
    for content in (pdf(lines, lines, lines), scans.getvalue()):
        _reading, pages = read_with_pages(content, name="x.pdf", options=options)
        shown = []
        for page in pages:
            assert page.picture is not None
            shown.append((page.page.number, page.of, weakref.ref(page.picture)))
            del page
            gc.collect()
            assert [number for number, _, kept in shown if kept() is not None] == []
        assert [of for _, of, _ in shown] == [len(shown)] * len(shown)
