"""A letter from an office: title over two lines, the registro in brackets after the name, the date spelled out."""

import io
from html import escape
from random import Random

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from tests.documents.sheets.form import Form
from tests.documents.sheets.look import Look, stamp, watermark
from tests.documents.sheets.wording import MONTHS


def draw(form: Form, look: Look, rng: Random) -> bytes:
    """One page."""
    buffer = io.BytesIO()
    margin = rng.choice([60, 80, 100])
    document = SimpleDocTemplate(
        buffer,
        pagesize=look.page,
        leftMargin=margin,
        rightMargin=margin,
        topMargin=60,
        bottomMargin=30,
        invariant=True,
    )
    size = look.size + 0.5
    body = ParagraphStyle(
        "body",
        fontName=look.face.regular,
        fontSize=size,
        leading=size * rng.choice([1.3, 1.5]),
        alignment=rng.choice([TA_JUSTIFY, TA_LEFT]),
        spaceAfter=7,
    )
    title = ParagraphStyle("title", body, fontName=look.face.bold, fontSize=16, leading=20, alignment=TA_CENTER)
    small = ParagraphStyle("small", body, fontSize=6.5, leading=8, spaceAfter=3, alignment=TA_LEFT)
    words = form.title.split()
    half = len(words) // 2
    lines = [" ".join(words[:half]), " ".join(words[half:])]
    story: list[object] = [Paragraph("<br/>".join(map(escape, lines)), title), Spacer(1, 6)]
    story += [Paragraph(f"{escape(pair.label)} {escape(pair.value)}", small) for pair in form.decoys]
    story += [Paragraph(text, body) for text in _paragraphs(form, rng)]
    story += [Paragraph(escape(text), small) for text in form.notes]
    story += [Paragraph(f"{escape(pair.label)} {escape(pair.value)}", small) for pair in form.seals]

    def on_page(canvas: object, _document: object) -> None:
        watermark(canvas, look)
        stamp(canvas, look.page[0] * 0.7, look.page[1] * 0.25, look, rng)
        canvas.setFont(look.face.regular, 7)
        canvas.drawRightString(look.page[0] - 40, look.page[1] - 30, "PÁGINA 1 DE 1")

    document.build(story, onFirstPage=on_page)
    return buffer.getvalue()


def _paragraphs(form: Form, rng: Random) -> list[str]:
    said = {pair.key: escape(pair.value) for pair in form.pairs}
    name = said.get("name") or " ".join(said[key] for key in ("given", "first", "second") if said.get(key))
    opening = rng.choice(
        ["Por este medio se hace constar que", "Se hace constar que", "El Instituto hace constar que"]
    )
    born = f", con fecha de nacimiento {said['born']}" if said.get("born") else ""
    blocks = [
        f"{opening} {rng.choice(['el(la) C. ', 'la persona de nombre ', ''])}{name}, con número de seguridad social "
        f"{said['nss']}, CURP {said['curp']}{born}, {said['right']} cuenta con derecho al servicio médico."
    ]
    if said.get("estado"):
        blocks.append(f"Situación: {said['estado']}.")
    if form.facts.umf:
        blocks.append(f"Unidad de Medicina Familiar: {said['umf']}. Agregado médico: {said['agregado']}.")
    blocks += _employers(form, rng)
    blocks += [
        f"{escape(pair.label)} {said[pair.key]}" for pair in form.pairs if pair.key in _EXTRAS and pair.value
    ]
    if form.family:
        blocks.append(f"{escape(form.family.title)}:")
        blocks += [
            f"{number}. {escape(each.human.surnames_first if form.words.name == 'surnames_first' else each.human.name)}"
            f" (CURP {each.human.curp}), {each.relation}, agregado {each.agregado}, con derecho: "
            f"{form.words.right(yes=each.right)}."
            for number, each in enumerate(form.facts.family, start=1)
        ]
    if form.facts.valid_until:
        blocks.append(f"Con vigencia hasta el {said['valid_until']}.")
    return [*blocks, _closing(form, rng)]


_EXTRAS = frozenset({"services", "movement", "moved", "last", "delegation", "room", "shift", "sex"})


def _employers(form: Form, rng: Random) -> list[str]:
    if form.employers and not form.facts.employers:
        return [f"{escape(form.employers.title)}: {escape(form.employers.rows[0][0])}."]
    return [
        f"{rng.choice(['Patrón:', 'A través de', 'Por conducto de'])} {escape(each.name)} (registro patronal "
        f"{form.words.registration(each.registro)}, modalidad {each.modality})."
        for each in form.facts.employers
    ]


def _closing(form: Form, rng: Random) -> str:
    day = form.facts.issued
    month = MONTHS[day.month - 1]
    return rng.choice(
        [
            f"Se extiende la presente a los {day.day} días del mes de {month} de {day.year}.",
            f"Se expide en Tuxtla Gutiérrez, Chiapas, a los {day.day} días del mes de {month} del año {day.year}.",
            f"Tuxtla Gutiérrez, Chiapas, a {day.day} de {month} de {day.year}.",
            f"Expedida el {day.day} de {month} del {day.year}.",
        ]
    )
