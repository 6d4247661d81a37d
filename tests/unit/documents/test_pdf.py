"""PDFs told honestly: what is text, what a scanner's guess, what nobody can see, and what cannot be opened."""

import io

import numpy as np
import pypdf
import pytest
from reportlab.pdfgen.canvas import Canvas

from mailproc.documents.limits import Limits
from mailproc.documents.opening import open_document
from mailproc.documents.source import Opened, Source
from mailproc.documents.textlayer import legible
from mailproc.reading.model import Box, ProblemCode, Witness, Word
from tests.unit.documents.papers import HEIGHT, WIDTH, lines, pdf, picture, pixels, scanned

LIMITS = Limits()


def _open(content: bytes, limits: Limits = LIMITS) -> Opened:
    return open_document(content, limits)


def _only(content: bytes) -> Source:
    opened = _open(content)
    assert opened.problems == ()
    assert len(opened.sources) == 1
    return opened.sources[0]


def _texts(source: Source) -> dict[Witness, str]:
    return {layer.witness: " ".join(word.text for word in layer.words) for layer in source.layers}


def _codes(opened: Opened) -> list[ProblemCode]:
    return [problem.code for problem in opened.problems]


def test_text_drawn_with_fonts_is_text_with_places_from_the_top_left() -> None:
    source = _only(pdf(lines))
    assert source.speaks
    assert (source.width, source.height) == (612, 792)
    (layer,) = source.layers
    assert layer.witness is Witness.TEXT
    number = next(word for word in layer.words if word.text == "07222400017")
    # The second line's baseline stands 140 points below the top.
    assert number.box.y0 < 140 < number.box.y1 + 1
    assert 200 < number.box.x0 < number.box.x1 < 420
    assert number.confidence == 1.0


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_a_viewer_turned_is_turned_back_words_and_picture(turn: int) -> None:
    upright, turned = _only(pdf(lines)), _only(pdf(lines, rotate=turn))
    assert turned.layers == upright.layers
    assert (turned.width, turned.height) == (WIDTH, HEIGHT)
    assert np.array_equal(turned.picture(), upright.picture())


@pytest.mark.parametrize("turn", [90, 270])
def test_a_page_that_is_turned_to_show_what_was_drawn_on_its_side_stays_so(turn: int) -> None:
    def sideways(canvas: Canvas) -> None:
        canvas.translate(*((WIDTH, 0) if turn == 90 else (0, HEIGHT)))
        canvas.rotate(90 if turn == 90 else -90)
        canvas.setFont("Helvetica", 14)
        canvas.drawString(72, 300, "Numero de Seguridad Social: 07222400017")

    source = _only(pdf(sideways, rotate=turn))
    assert (source.width, source.height) == (HEIGHT, WIDTH)
    [layer] = source.layers
    label, number = layer.words[0].box, layer.words[-1].box
    assert label.x1 < number.x0
    assert label.y0 == pytest.approx(number.y0, abs=1)
    assert number.height < number.width


def test_a_scan_has_no_words_and_is_taken_at_its_own_resolution() -> None:
    image = picture()
    source = _only(pdf(lambda canvas: scanned(canvas, image)))
    assert source.layers == ()
    assert source.pictured == pytest.approx(1.0)
    assert np.array_equal(source.picture(), pixels(image))


def test_a_scan_on_a_turned_page_is_given_upright() -> None:
    image = picture()
    source = _only(pdf(lambda canvas: scanned(canvas, image), rotate=90))
    assert np.array_equal(source.picture(), np.rot90(pixels(image), -1))


def test_a_fax_whose_pixels_are_not_square_is_given_in_its_true_shape() -> None:
    squat = picture().resize((1275, 825))
    drawn = _only(pdf(lambda canvas: scanned(canvas, squat))).picture()
    assert drawn.shape[0] / drawn.shape[1] == pytest.approx(HEIGHT / WIDTH, abs=0.01)


def test_a_scanners_invisible_layer_over_its_scan_is_the_scanners() -> None:
    def paper(canvas: Canvas) -> None:
        scanned(canvas)
        lines(canvas, mode=3)

    source = _only(pdf(paper))
    assert not source.speaks
    assert "07222400017" in _texts(source)[Witness.SCANNER]
    assert source.picture().shape == (1650, 1275, 3)


def test_a_scanners_layer_under_its_scan_is_the_scanners_too() -> None:
    def paper(canvas: Canvas) -> None:
        lines(canvas)
        scanned(canvas)

    assert set(_texts(_only(pdf(paper)))) == {Witness.SCANNER}


def test_words_inside_a_form_are_seen_like_others() -> None:
    def paper(canvas: Canvas) -> None:
        canvas.beginForm("sheet")
        lines(canvas)
        canvas.endForm()
        canvas.doForm("sheet")

    assert "07222400017" in _texts(_only(pdf(paper)))[Witness.TEXT]


def test_a_page_with_words_and_a_pasted_screenshot_says_how_much_is_picture() -> None:
    def paper(canvas: Canvas) -> None:
        canvas.drawString(72, HEIGHT - 60, "Buenas tardes, adjunto mi constancia. Gracias.")
        canvas.drawInlineImage(picture(), 100, 100, 400, 500)

    source = _only(pdf(paper))
    assert source.speaks
    assert source.pictured == pytest.approx(400 * 500 / (612 * 792), abs=0.02)
    assert min(source.picture().shape[:2]) > 1200


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_a_password_is_told_and_an_empty_one_is_tried(algorithm: str) -> None:
    def locked(user: str) -> bytes:
        writer = pypdf.PdfWriter(io.BytesIO(pdf(lines)))
        writer.encrypt(user, "owner", algorithm=algorithm)
        file = io.BytesIO()
        writer.write(file)
        return file.getvalue()

    assert _codes(_open(locked("secreta"))) == [ProblemCode.ENCRYPTED]
    assert _only(locked("")).speaks


def test_many_pages_are_read_in_part_and_said_to_be() -> None:
    opened = _open(pdf(*[lines] * 5), Limits(max_pages=3))
    assert [source.number for source in opened.sources] == [1, 2, 3]
    assert _codes(opened) == [ProblemCode.TOO_MANY]


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n",
        b"%PDF-1.7\nnothing of the kind",
        b"%PDF-1.4\ntrailer<</Root 9 0 R/Prev 9>>\nstartxref\n9\n%%EOF",
    ],
)
def test_a_broken_pdf_is_a_problem_and_no_exception(content: bytes) -> None:
    opened = _open(content)
    assert opened.sources == ()
    assert _codes(opened)[0] in {ProblemCode.CORRUPTED, ProblemCode.EMPTY}


def test_a_page_tree_that_bites_its_own_tail_ends() -> None:
    opened = _open(b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj trailer<</Root 1 0 R>>")
    assert all(not source.layers for source in opened.sources)


def test_half_a_pdf_never_raises() -> None:
    content = pdf(lines)
    for part in range(1, 20):
        opened = _open(content[: len(content) * part // 20])
        assert opened.sources or opened.problems


def test_a_page_of_two_hundred_inches_is_drawn_within_limits() -> None:
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(14_400, 14_400))
    canvas.drawString(100, 100, "enorme")
    canvas.save()
    drawn = _only(file.getvalue()).picture()
    assert drawn.shape[0] * drawn.shape[1] <= 4200 * 4200


def test_letters_without_meaning_are_no_text_layer() -> None:
    box = Box(0, 0, 10, 10)
    codes = tuple(Word("\ue012\ue044\ue051\ue019", box) for _ in range(30))
    shifted = tuple(Word("&RQVWDQFLD", box) for _ in range(40))
    spanish = tuple(Word(word, box) for word in ("con", "derecho", "al", "servicio", "medico", "unidad") * 5)
    assert not legible(codes)
    assert not legible(shifted)
    assert legible(spanish)
    assert legible(())
