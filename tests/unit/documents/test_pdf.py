"""PDFs told honestly: what is text, what a scanner's guess, what nobody can see, and what cannot be opened."""

import io

import numpy as np
import pypdf
import pytest
from PIL import Image
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


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_words_stand_where_the_page_shows_them_when_the_page_is_turned(rotate: int) -> None:
    source = _only(pdf(lines, rotate=rotate))
    size = (HEIGHT, WIDTH) if rotate % 180 else (WIDTH, HEIGHT)
    assert (source.width, source.height) == size
    box = next(word.box for word in source.layers[0].words if word.text == "07222400017")
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    upright = _only(pdf(lines))
    straight = next(word.box for word in upright.layers[0].words if word.text == "07222400017")
    u, v = (straight.x0 + straight.x1) / 2, (straight.y0 + straight.y1) / 2
    # Rotation is clockwise: what was the top edge is now right, bottom, left.
    wanted = {90: (HEIGHT - v, u), 180: (WIDTH - u, HEIGHT - v), 270: (v, WIDTH - u)}[rotate]
    assert (x, y) == pytest.approx(wanted, abs=0.5)


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


def _invisible(canvas: Canvas) -> None:
    lines(canvas, mode=3)


def _white(canvas: Canvas) -> None:
    lines(canvas, white=True)


def _covered(canvas: Canvas) -> None:
    lines(canvas)
    canvas.setFillGray(1.0)
    canvas.rect(0, 0, WIDTH, HEIGHT, stroke=0, fill=1)


def _under_a_picture(canvas: Canvas) -> None:
    lines(canvas)
    canvas.drawInlineImage(Image.new("RGB", (40, 20), "white"), 60, HEIGHT - 300, 500, 220)


def _off_the_page(canvas: Canvas) -> None:
    lines(canvas, right=WIDTH)


def _clipped(canvas: Canvas) -> None:
    path = canvas.beginPath()
    path.rect(0, 0, 50, 50)
    canvas.clipPath(path, stroke=0)
    lines(canvas)


def _transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0.0)
    lines(canvas)


@pytest.mark.parametrize(
    "hide", [_invisible, _white, _covered, _under_a_picture, _off_the_page, _clipped, _transparent]
)
def test_text_that_nobody_sees_is_hidden(hide: object) -> None:
    assert callable(hide)
    source = _only(pdf(hide))
    texts = _texts(source)
    assert set(texts) == {Witness.HIDDEN}
    assert "07222400017" in texts[Witness.HIDDEN]


def test_white_text_on_a_dark_bar_is_seen() -> None:
    def paper(canvas: Canvas) -> None:
        canvas.setFillGray(0.1)
        canvas.rect(50, HEIGHT - 300, 500, 250, stroke=0, fill=1)
        lines(canvas, white=True)

    assert set(_texts(_only(pdf(paper)))) == {Witness.TEXT}


def test_a_highlighter_and_a_watermark_hide_nothing() -> None:
    def paper(canvas: Canvas) -> None:
        lines(canvas)
        canvas.setFillAlpha(0.3)
        canvas.setFillColorRGB(1, 1, 0)
        canvas.rect(50, HEIGHT - 300, 500, 250, stroke=0, fill=1)

    assert set(_texts(_only(pdf(paper)))) == {Witness.TEXT}


def test_a_frame_around_the_page_hides_nothing() -> None:
    def paper(canvas: Canvas) -> None:
        lines(canvas)
        canvas.rect(20, 20, WIDTH - 40, HEIGHT - 40, stroke=1, fill=0)

    assert set(_texts(_only(pdf(paper)))) == {Witness.TEXT}


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
    assert source.pictured == pytest.approx(400 * 500 / (612 * 792), rel=0.01)
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


@pytest.mark.parametrize("case", ["annotated_nss", "covered_nss"])
def test_a_value_that_something_lies_over_is_not_trusted(case):
    from mailproc.reader import read_bytes
    from tests.documents import generate

    for seed in range(6):
        pdf, _ = generate(seed, case=case)
        for reading in read_bytes(pdf, name="hoja.pdf").readings:
            assert reading.nss is None or not reading.nss.trusted
            assert reading.problems
