"""Sheets made to deceive a reader, each with the truth and what a careful reader must not trust."""

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.colors import Color, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tests.documents import people
from tests.documents.sheets import overlay
from tests.documents.sheets.constancia import constancia
from tests.documents.sheets.facts import Facts
from tests.documents.sheets.forgeries import (
    FORGERIES,
    Made,
    Maker,
    grouped_like,
    number_of,
    other_nss,
    suspicious,
    written_over,
)
from tests.documents.sheets.form import Form, Pair

PLAIN_LAYOUTS = ("cards", "lines", "tables", "above", "terminal")


def _broken_nss(rng: Random, seed: int, layout: str, today: date) -> Made:
    """One digit wrong in a clean PDF."""

    def change(facts: Facts) -> Facts:
        right = facts.head.nss
        at = rng.randrange(11)
        wrong = rng.choice([digit for digit in "0123456789" if digit != right[at]])
        return replace(facts, head=replace(facts.head, nss=right[:at] + wrong + right[at + 1 :]))

    pdf, sheet = constancia(seed, layout, "si_ours", today, change=change)
    return pdf, suspicious(replace(sheet, filename="constancia.pdf"), "nss", problems="check_digit")


def _broken_curp(rng: Random, seed: int, layout: str, today: date) -> Made:
    """The CURP's check digit wrong in a clean PDF."""

    def change(facts: Facts) -> Facts:
        right = facts.head.curp
        wrong = str((int(right[-1]) + rng.randint(1, 9)) % 10)
        return replace(facts, head=replace(facts.head, curp=right[:-1] + wrong))

    pdf, sheet = constancia(seed, layout, "si_other_school", today, change=change)
    return pdf, suspicious(sheet, "curp", problems="check_digit")


def _two_nss(rng: Random, seed: int, layout: str, today: date) -> Made:
    """Two valid NSS, both labelled, nothing to tell which counts."""

    def reform(shown: Form) -> Form:
        pair = next(pair for pair in shown.identity if pair.key == "nss")
        other = Pair("nss_again", pair.label, shown.words.number(other_nss(rng)))
        return replace(shown, identity=(*shown.identity, other))

    pdf, sheet = constancia(seed, layout, "si_ours", today, reform=reform)
    return pdf, suspicious(
        replace(sheet, filename="constancia.pdf"), "nss", problems="contradiction several_persons edited"
    )


def _mixed_persons(rng: Random, seed: int, layout: str, today: date) -> Made:
    """The head's name beside somebody else's CURP: valid, but the letters do not fit."""

    def change(facts: Facts) -> Facts:
        stranger = people.student(rng, today)
        while stranger.curp[:4] == facts.head.curp[:4]:
            stranger = people.student(rng, today)
        return replace(facts, head=replace(facts.head, curp=stranger.curp))

    pdf, sheet = constancia(seed, layout, "si_job", today, change=change)
    doubtful = suspicious(sheet, "curp", problems="contradiction several_persons")
    return pdf, replace(doubtful, unscored=frozenset({"name"}))


def _beside(draw: Callable[[Canvas, float, float, float, str], None]) -> Maker:
    """A second NSS written near the true one by `draw(canvas, x, y, size, text)`; the visible one is the truth.
    Where it lies on words that are seen, it looks like what was there before them, or cuts into their letters."""

    def make(rng: Random, seed: int, layout: str, today: date) -> Made:
        pdf, sheet = constancia(seed, layout, rng.choice(["si_ours", "no_baja"]), today)
        page, (left, bottom, _, top) = overlay.main_place(pdf, number_of(sheet))
        text = f"NSS: {other_nss(rng)}"
        changed = overlay.drawn_over(pdf, page, lambda canvas: draw(canvas, left, bottom - 3, top - bottom, text))
        return changed, replace(
            sheet, filename="constancia.pdf", problems=frozenset({"hidden_text", "edited", "contradiction"})
        )

    return make


def _invisible(canvas: Canvas, x: float, y: float, size: float, text: str) -> None:
    words = canvas.beginText(x, y)
    words.setFont("Helvetica", size)
    words.setTextRenderMode(3)
    words.textOut(text)
    canvas.drawText(words)


def _white(canvas: Canvas, x: float, y: float, size: float, text: str) -> None:
    canvas.setFillColor(white)
    canvas.setFont("Helvetica", size)
    canvas.drawString(x + 160, y, text)


def _off_page(canvas: Canvas, _x: float, y: float, size: float, text: str) -> None:
    canvas.setFont("Helvetica", size)
    canvas.drawString(-400, y, text)


def _speck(canvas: Canvas, x: float, y: float, _size: float, text: str) -> None:
    """Too small for an eye."""
    canvas.setFont("Helvetica", 0.6)
    canvas.drawString(x, y, text)


def _covered_nss(rng: Random, seed: int, layout: str, today: date) -> Made:
    """The NSS under a white box, another one written on it."""
    pdf, sheet = constancia(seed, layout, "si_ours", today)
    printed = number_of(sheet)
    text = grouped_like(printed, other_nss(rng))
    for page, place in overlay.places(pdf, printed):
        pdf = overlay.drawn_over(pdf, page, lambda canvas, place=place: written_over(canvas, place, text))
    doubtful = suspicious(sheet, "nss", problems="edited hidden_text contradiction")
    return pdf, replace(doubtful, filename="constancia.pdf", printed=())


def _covered_right(rng: Random, seed: int, layout: str, today: date) -> Made:
    """NO under a white box, SI written on it: the edit that pays."""
    pdf, sheet = constancia(seed, layout, "no_baja", today, reform=_marked_right)
    page, place = overlay.main_place(pdf, "NO¤")
    clean, sheet = constancia(seed, layout, "no_baja", today, reform=_capital_right)
    left, bottom, right, top = place
    edited = overlay.drawn_over(clean, page, lambda canvas: written_over(canvas, (left, bottom, right, top), "SI"))
    doubtful = suspicious(sheet, "vigente", problems="edited hidden_text contradiction")
    return edited, replace(doubtful, printed=())


def _with_right(shown: Form, text: str) -> Form:
    verdict = tuple(replace(pair, value=text) if pair.key == "right" else pair for pair in shown.verdict)
    return replace(shown, verdict=verdict)


def _marked_right(shown: Form) -> Form:
    return _with_right(shown, "NO¤")


def _capital_right(shown: Form) -> Form:
    return _with_right(shown, "NO")


def _annotated_nss(rng: Random, seed: int, layout: str, today: date) -> Made:
    """A free-text annotation with another NSS over the printed one."""
    pdf, sheet = constancia(seed, layout, "si_ours", today)
    printed = number_of(sheet)
    page, place = overlay.main_place(pdf, printed)
    pdf = overlay.annotated(pdf, page, place, grouped_like(printed, other_nss(rng)))
    doubtful = suspicious(sheet, "nss", problems="edited hidden_text contradiction")
    return pdf, replace(doubtful, filename="constancia.pdf")


def _picture_over_nss(rng: Random, seed: int, layout: str, today: date) -> Made:
    """A small picture of another NSS pasted over the printed one: text layer and picture differ."""
    pdf, sheet = constancia(seed, layout, "si_ours", today)
    printed = number_of(sheet)
    page, (left, bottom, right, top) = overlay.main_place(pdf, printed)
    width, height = round((right - left + 14) * 6), round((top - bottom + 5) * 6)
    patch = Image.new("RGB", (width, height), "white")
    font = ImageFont.load_default(size=(top - bottom) * 6 * overlay.EM)
    ImageDraw.Draw(patch).text((12, 6), grouped_like(printed, other_nss(rng)), fill="black", font=font)

    def draw(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(patch), left - 2, bottom - 3, width / 6, height / 6)

    doubtful = suspicious(sheet, "nss", problems="edited hidden_text contradiction")
    return overlay.drawn_over(pdf, page, draw), replace(doubtful, filename="constancia.pdf")


def _lying_layer(rng: Random, seed: int, layout: str, today: date) -> Made:
    """A scan whose invisible text layer names another NSS than the picture shows."""
    pdf, sheet = constancia(seed, layout, "si_other_school", today)
    page = pdfium.PdfDocument(pdf)[0]
    picture = page.render(scale=200 / 72).to_pil().convert("L")
    width, height = page.get_size()
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=True)
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)
    printed = number_of(sheet)
    _, (left, bottom, _, top) = overlay.main_place(pdf, printed)
    _invisible(canvas, left - 120, bottom, top - bottom, "Número de Seguridad Social:")
    _invisible(canvas, left, bottom, top - bottom, other_nss(rng))
    canvas.save()
    doubtful = suspicious(sheet, "nss", problems="hidden_text contradiction")
    return buffer.getvalue(), replace(doubtful, filename="escaneo.pdf", printed=())


def _con_derecho_in_no(rng: Random, seed: int, layout: str, today: date) -> Made:
    """A NO sheet whose notes speak of people "con derecho al servicio médico", with SI nearby."""
    notes = (
        "Si estás con derecho al servicio médico, sí puedes pedir tu alta en la unidad con derecho: SI.",
        "Las personas CON DERECHO AL SERVICIO MÉDICO si pueden acudir a cualquier unidad en caso de urgencia.",
        "Estado VIGENTE significa: con derecho al servicio médico.",
    )
    return constancia(
        seed, layout, rng.choice(["no_baja", "no_blank"]), today, reform=lambda shown: replace(shown, notes=notes)
    )


def _far_right(rng: Random, seed: int, _layout: str, today: date) -> Made:
    """SI or NO at the far edge of the line."""
    case = rng.choice(["si_ours", "no_baja", "si_job"])
    return constancia(seed, "lines", case, today, reform=lambda shown: replace(shown, far=True))


def _decoys_near(rng: Random, seed: int, layout: str, today: date) -> Made:
    """Eleven-digit numbers that pass Luhn right before the NSS, under labels of their own."""

    def reform(shown: Form) -> Form:
        decoys = (
            Pair("folio", "Folio de la solicitud:", other_nss(rng)),
            Pair("phone", "Teléfono de contacto:", other_nss(rng)),
        )
        return replace(shown, identity=(decoys[0], *shown.identity, decoys[1]))

    return constancia(seed, layout, rng.choice(["si_ours", "no_baja"]), today, reform=reform)


def _other_curp(rng: Random, seed: int, layout: str, today: date) -> Made:
    """The CURP of the clerk who printed the sheet, in the last line."""

    def reform(shown: Form) -> Form:
        clerk = people.human(rng, ages=(25, 60), today=today)
        return replace(shown, notes=(*shown.notes, f"Consultó: {clerk.name}, CURP {clerk.curp}"))

    return constancia(seed, layout, rng.choice(["si_ours", "no_baja"]), today, reform=reform)


def _watermark_through(rng: Random, seed: int, layout: str, today: date) -> Made:
    """A pale word drawn right through the NSS."""
    pdf, sheet = constancia(seed, layout, "si_ours", today)
    page, (left, bottom, right, top) = overlay.main_place(pdf, number_of(sheet))

    def draw(canvas: Canvas) -> None:
        canvas.translate((left + right) / 2, (bottom + top) / 2)
        canvas.rotate(25)
        canvas.setFillColor(Color(0.5, 0.5, 0.5, alpha=0.3))
        canvas.setFont("Helvetica-Bold", 44)
        canvas.drawCentredString(0, -15, "CONSULTA")

    return overlay.drawn_over(pdf, page, draw), sheet


ADVERSARIAL: dict[str, Maker] = {
    "broken_nss": _broken_nss,
    "broken_curp": _broken_curp,
    "two_nss": _two_nss,
    "mixed_persons": _mixed_persons,
    "hidden_nss": _beside(_invisible),
    "white_nss": _beside(_white),
    "off_page_nss": _beside(_off_page),
    "speck_nss": _beside(_speck),
    "covered_nss": _covered_nss,
    "covered_right": _covered_right,
    "annotated_nss": _annotated_nss,
    "picture_over_nss": _picture_over_nss,
    "lying_layer": _lying_layer,
    "con_derecho_in_no": _con_derecho_in_no,
    "far_right": _far_right,
    "decoys_near": _decoys_near,
    "other_curp": _other_curp,
    "watermark_through": _watermark_through,
    **FORGERIES,
}
"""Adversarial sheets by name; they are drawn in PLAIN_LAYOUTS, where every value stands in one piece."""


def adversarial(case: str, seed: int, layout: str | None, today: date) -> Made:
    """PDF and truth; the sheet's case is the adversarial one's name."""
    rng = Random(f"{seed}/adversarial/{case}")
    chosen = layout or rng.choice(PLAIN_LAYOUTS)
    pdf, sheet = ADVERSARIAL[case](rng, seed, chosen, today)
    return pdf, replace(sheet, case=case)
