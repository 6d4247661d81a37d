"""Running prose, as an office writes it: every value inside a sentence, no label at a line's start."""

import io
from html import escape
from random import Random

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer

from tests.documents.sheets.form import Form
from tests.documents.sheets.look import Look, stamp, watermark


def draw(form: Form, look: Look, rng: Random) -> bytes:
    """One page."""
    buffer = io.BytesIO()
    document = SimpleDocTemplate(
        buffer, pagesize=look.page, leftMargin=62, rightMargin=62, topMargin=56, bottomMargin=40, invariant=True
    )
    size = look.size + 1
    body = ParagraphStyle(
        "body",
        fontName=look.face.regular,
        fontSize=size,
        leading=size * 1.45,
        alignment=rng.choice([TA_JUSTIFY, TA_LEFT]),
        spaceAfter=9,
        textColor=look.ink,
    )
    title = ParagraphStyle("title", body, fontName=look.face.bold, fontSize=15, leading=19, alignment=TA_CENTER)
    right = ParagraphStyle("right", body, alignment=TA_RIGHT)
    small = ParagraphStyle("small", body, fontSize=6.5, leading=8, spaceAfter=4)
    bold = rng.random() < 0.5
    sentences = _sentences(form, rng, bold=bold)
    story: list[object] = [Paragraph(escape(form.title), title), Spacer(1, 8)]
    for pair in form.decoys:
        story.append(Paragraph(f"{escape(pair.label)} {escape(pair.value)}", right))
    story += [Paragraph(text, body) for text in sentences]
    story += [Paragraph(escape(note), small) for note in form.notes]
    story += [Paragraph(f"{escape(p.label)} {escape(p.value)}", small) for p in form.seals]

    def on_page(canvas: object, _document: object) -> None:
        watermark(canvas, look)
        stamp(canvas, look.page[0] * 0.7, look.page[1] * 0.4, look, rng)

    document.build(story, onFirstPage=on_page)
    return buffer.getvalue()


def _sentences(form: Form, rng: Random, *, bold: bool) -> list[str]:
    said = {pair.key: escape(pair.value) for pair in form.pairs}
    facts, words = form.facts, form.words

    def strong(text: str) -> str:
        return f"<b>{text}</b>" if bold and text else text

    name = said.get("name") or " ".join(
        part for part in (said.get("given", ""), said.get("first", ""), said.get("second", "")) if part
    )
    number = rng.choice(["con Número de Seguridad Social", "con número de seguridad social (NSS)", "NSS"])
    key = rng.choice(["Clave Única de Registro de Población (CURP)", "CURP"])
    opening = (
        f"El Instituto Mexicano del Seguro Social hace constar que "
        f"{rng.choice(['el (la) C.', 'la persona asegurada'])} {strong(name)}, "
        f"{number} {strong(said['nss'])} y {key} {strong(said['curp'])}"
    )
    if said.get("born"):
        opening += f", con fecha de nacimiento {said['born']}"
    verdict = {
        0: f"{strong(said['right'])} cuenta con derecho al servicio médico",
        1: f"{strong(said['right'])} tiene derecho al servicio médico",
        2: f"se encuentra registrada así: con derecho al servicio médico: {strong(said['right'])}",
    }[rng.randint(0, 2)]
    if said.get("estado"):
        verdict += f"; su estado es {strong(said['estado'])}"
    sentences = [f"{opening}, {verdict}."]
    if facts.umf:
        place = f"Se encuentra adscrita a la Unidad de Medicina Familiar {strong(said['umf'])}"
        if said.get("shift"):
            place += f", turno {said['shift'].lower()}"
        sentences.append(f"{place}, con agregado médico {strong(said['agregado'])}.")
    sentences += _through(form, strong_bold=bold)
    if form.family:
        rows = [
            f"{escape(each.human.surnames_first if words.name == 'surnames_first' else each.human.name)}, "
            f"CURP {each.human.curp}, parentesco {each.relation}, agregado {each.agregado}, "
            f"con derecho: {words.right(yes=each.right)}"
            for each in facts.family
        ]
        sentences.append(f"Sus beneficiarios son: {'; '.join(rows)}.")
    extras = [f"{escape(p.label)} {escape(p.value)}" for p in form.verdict if p.key in _EXTRAS and p.value]
    extras += [
        f"{escape(p.label)} {escape(p.value)}"
        for p in form.identity + form.affiliation
        if p.key in _EXTRAS and p.value
    ]
    if extras:
        sentences.append(". ".join(extras) + ".")
    if facts.valid_until:
        sentences.append(f"La presente estará vigente hasta el {strong(said['valid_until'])}.")
    sentences.append(
        rng.choice(["Se expide el", "Fecha de expedición:", "Se extiende la presente el día"])
        + f" {said['issued']}."
    )
    return sentences


_EXTRAS = frozenset({"services", "movement", "moved", "last", "delegation", "room", "sex"})


def _through(form: Form, *, strong_bold: bool) -> list[str]:
    """One sentence for each employer; the empty table's own words where there is none."""
    words = form.words
    mark = ("<b>", "</b>") if strong_bold else ("", "")
    if form.employers and not form.facts.employers:
        return [f"{escape(form.employers.title)}: {escape(form.employers.rows[0][0])}."]
    return [
        f"La afiliación es por conducto del patrón {mark[0]}{escape(each.name)}{mark[1]}, con registro patronal "
        f"{mark[0]}{words.registration(each.registro)}{mark[1]}, modalidad {each.modality}."
        for each in form.facts.employers
    ]
