"""Six layouts of the constancia as HTML pages. Each draws its own choices from `rng` and says what it printed."""

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from random import Random

from bench.truth import Truth
from bench.unseen import marks
from bench.unseen.cases import Facts, truth_of
from bench.unseen.marks import Cell
from bench.unseen.wording import Wording, wording

ALL = frozenset({"agregado", "umf", "issued", "valid_until"})


@dataclass(frozen=True, slots=True)
class Printed:
    """Pages as HTML sections, in order, and what stands on them."""

    pages: tuple[str, ...]
    truth: Truth


def _paged(made: Facts, w: Wording, rng: Random, body: str, font: str, size: float) -> tuple[str, ...]:
    """Head on page one; the beneficiaries below it, or on a page of their own."""
    kin = marks.family(made, w, rng)
    foot = marks.small_print(made, w, rng)
    pages: tuple[str, ...]
    if kin and rng.random() < 0.3:
        again = f"<p>{escape(w['title'])} &nbsp; {escape(w.tag('nss'))} {w.nss(made.head.nss)}</p>"
        pages = (body + foot, again + kin + "<p>Página 2 de 2</p>")
    else:
        pages = (body + kin + foot,)
    return tuple(marks.page(text, font=font, size=size) for text in pages)


def tarjetas(made: Facts, rng: Random) -> Printed:
    """Cards in two columns, the label small above its value."""
    w = wording(rng)
    hue = rng.choice(("#13322b", "#6b1530", "#1b4f72", "#444"))

    def card(title: str, cells: list[Cell]) -> str:
        inner = "".join(
            f'<div style="margin:5px 8px"><div style="font-size:0.72em;color:#555">{escape(label)}</div>'
            f"<div><b>{escape(value) or '&nbsp;'}</b></div></div>"
            for label, value in cells
        )
        return (
            f'<div style="border:1px solid {hue};margin:8px 0">'
            f'<div style="background:{hue};color:#fff;padding:3px 8px">{title}</div>'
            f'<div style="display:grid;grid-template-columns:1fr 1fr">{inner}</div></div>'
        )

    verdict = (
        f'<div style="border:2px solid {hue};padding:8px;text-align:center;margin:10px 120px">'
        f'{escape(w["right"])}<div style="font-size:1.8em"><b>{w.said(made.right)}</b></div></div>'
    )
    body = (
        marks.watermark(rng)
        + f'<div style="display:flex;gap:20px;align-items:center">{marks.crest(rng)}'
        + f"<h2>{escape(w['title'])}</h2></div>"
        + card("Datos del asegurado", marks.head_cells(made, w, split=rng.random() < 0.6))
        + card("Datos de la adscripción", marks.clinic_cells(made, w))
        + marks.employers(made, w, how=rng.choice(("table", "lines")))
        + card("Vigencia", marks.date_cells(made, w))
        + verdict
    )
    return _finished(made, w, _paged(made, w, rng, body, rng.choice(marks.FONTS), rng.uniform(9, 10.5)))


def renglones(made: Facts, rng: Random) -> Printed:
    """Label and value on one line, with or without dotted leaders, the right somewhere among them."""
    w = wording(rng)
    cells = marks.head_cells(made, w, split=rng.random() < 0.3) + marks.clinic_cells(made, w)
    cells += marks.date_cells(made, w)
    cells.insert(rng.choice((2, len(cells) - 2, len(cells))), (w["right"], w.said(made.right)))
    dots = rng.random() < 0.4
    gap = '<span style="flex:1;border-bottom:1px dotted #777;margin:0 6px 4px"></span>' if dots else "&nbsp;&nbsp;"
    left = "" if dots else f"width:{rng.choice((210, 250))}px;"
    lines = "".join(
        f'<div style="display:flex;margin:4px 0"><span style="{left}color:#222">{escape(label + w.colon)}</span>'
        f"{gap}<b>{escape(value)}</b></div>"
        for label, value in cells
    )
    body = (
        marks.watermark(rng)
        + f'<div style="text-align:center">{marks.crest(rng, 70)}<br>INSTITUTO MEXICANO DEL SEGURO SOCIAL'
        + f"<h2>{escape(w['title'])}</h2></div>{lines}"
        + marks.employers(made, w, how=rng.choice(("lines", "table")))
    )
    return _finished(made, w, _paged(made, w, rng, body, rng.choice(marks.FONTS), rng.uniform(9.5, 11)))


def cuadricula(made: Facts, rng: Random) -> Printed:
    """Ruled tables, labels in the head row and values under them."""
    w = wording(rng)
    person = marks.head_cells(made, w, split=rng.random() < 0.7)
    rows = [person[:2], person[2:5], person[5:]] if len(person) > 6 else [person[:3], person[3:]]
    clinic = marks.clinic_cells(made, w)
    rows += [clinic[:3], clinic[3:], [*marks.date_cells(made, w), (w["right"], w.said(made.right))]]
    rng_order = rng.random() < 0.25
    if rng_order:
        rows = [rows[-1], *rows[:-1]]
    grids = "".join(
        marks.table([a for a, _ in row], [[b for _, b in row]], css="grid even") for row in rows if row
    )
    body = (
        f'<div style="display:flex;justify-content:space-between">{marks.crest(rng)}<div style="text-align:right">'
        f"<b>{escape(w['title'].upper())}</b><br>Dirección de Incorporación y Recaudación</div></div>"
        + marks.watermark(rng) + grids + marks.employers(made, w, how="table")
        + f'<div style="margin:8px 0">{marks.code(rng)}</div>'
    )  # fmt: skip
    return _finished(made, w, _paged(made, w, rng, body, rng.choice(marks.FONTS), rng.uniform(8.8, 10)))


def oficio(made: Facts, rng: Random) -> Printed:
    """A letter in prose; the values stand inside sentences."""
    w = wording(rng)
    who = made.head
    phrase = "sí tiene" if made.right else "no tiene"
    state = f", con situación de asegurado {escape(w.text(made.estado))}" if made.estado else ""
    clinic = (
        f"La atención corresponde a la Unidad de Medicina Familiar (UMF) {made.umf}, turno {made.turn.lower()}, "
        f"consultorio {made.room}. "
        if made.umf
        else ""
    )
    added = f"Agregado médico: {made.agregado}. " if made.agregado else ""
    until = f"La presente es vigente hasta el {w.day(made.valid_until)}. " if made.valid_until else ""
    body = (
        marks.watermark(rng)
        + f'<div style="display:flex;gap:16px">{marks.crest(rng, 64)}<div>INSTITUTO MEXICANO DEL SEGURO SOCIAL<br>'
        + f"{escape(w['title'])}</div></div>"
        + f'<p style="text-align:right">Fecha de expedición: {w.day(made.issued)}</p><p>A quien corresponda:</p>'
        + f'<p style="text-align:justify;line-height:1.5">Se hace constar que <b>{escape(w.full(who))}</b>, con '
        + f"Número de Seguridad Social <b>{w.nss(who.nss)}</b> y CURP <b>{who.curp}</b>{state}, a la fecha de "
        + f"expedición de este documento <b>{phrase}</b> derecho al servicio médico que otorga este Instituto. "
        + f"{clinic}{added}{until}</p>"
        + f"<p>{escape(w['right'])}: <b>{w.said(made.right)}</b></p>"
        + marks.employers(made, w, how="prose")
        + "<p>Se expide para los fines que al interesado convengan.</p>"
    )
    return _finished(made, w, _paged(made, w, rng, body, rng.choice(marks.FONTS), rng.uniform(10.5, 12)))


def apaisado(made: Facts, rng: Random) -> Printed:
    """A landscape sheet; the text stream gives all values first, then all labels."""
    w = wording(rng)
    cells = marks.head_cells(made, w, split=rng.random() < 0.5) + marks.clinic_cells(made, w)
    cells += [*marks.date_cells(made, w), (w["right"], w.said(made.right))]
    values, labels = [], []
    columns, step = rng.choice((2, 3)), 38
    width = 960 // columns
    per = -(-len(cells) // columns)
    for place, (label, value) in enumerate(cells):
        x, y = place // per * width, place % per * step
        labels.append(
            f'<i style="position:absolute;left:{x}px;top:{y}px;font-size:0.78em">{escape(label + w.colon)}</i>'
        )
        values.append(f'<b style="position:absolute;left:{x + 4}px;top:{y + 14}px">{escape(value)}</b>')
    body = (
        marks.watermark(rng, wide=True)
        + f'<div style="position:relative;height:{per * step + 6}px;margin-top:74px">'
        + f"{''.join(values)}{''.join(labels)}</div>"
        + marks.employers(made, w, how=rng.choice(("table", "lines")))
        + marks.family(made, w, rng)
        + marks.small_print(made, w, rng)
        + '<div style="position:absolute;top:26px;left:48px;display:flex;gap:20px;align-items:center">'
        + f"{marks.crest(rng)}<h2>{escape(w['title'])}</h2></div>"
    )
    return _finished(
        made, w, (marks.page(body, font=rng.choice(marks.FONTS), size=rng.uniform(9, 10.5), wide=True),)
    )


def casillas(made: Facts, rng: Random) -> Printed:
    """A form of framed fields, the label small in the frame's corner; the NSS may have a cell for each digit."""
    w = wording(rng)
    celled = rng.random() < 0.3

    def frame(label: str, value: str, span: int) -> str:
        return (
            f'<div style="grid-column:span {span};border:1px solid #000;padding:2px 6px 5px">'
            f'<div style="font-size:0.66em">{escape(label)}</div><div>{value or "&nbsp;"}</div></div>'
        )

    frames = []
    for label, value in [*marks.head_cells(made, w, split=rng.random() < 0.5), *marks.clinic_cells(made, w)]:
        shown = escape(value)
        if celled and label == w["nss"]:
            shown = "".join(f'<span class="cell">{char}</span>' for char in made.head.nss)
        frames.append(frame(label, shown, 6 if label in (w["nss"], w["curp"], w["name"]) else 4))
    for one in made.employers:
        frames += [frame(w["registro"], w.registro(one.registro), 3), frame(w["modality"], one.modality, 2),
                   frame(w["employer"], one.name, 7)]  # fmt: skip
    if made.last:
        frames.append(frame(w["last"], f"{w.registro(made.last.registro)} {made.last.name}", 12))
    frames += [frame(label, escape(value), 4) for label, value in marks.date_cells(made, w)]
    frames.append(frame(w["right"], f"<b>{w.said(made.right)}</b>", 12))
    body = (
        f'<div style="text-align:center"><h2>{escape(w["title"])}</h2></div>{marks.watermark(rng)}'
        f'<div style="display:grid;grid-template-columns:repeat(12,1fr);gap:3px">{"".join(frames)}</div>'
    )
    return _finished(made, w, _paged(made, w, rng, body, rng.choice(marks.FONTS), rng.uniform(9.5, 11)))


def _finished(made: Facts, w: Wording, pages: tuple[str, ...]) -> Printed:
    active = tuple(w.printed(one, modality=True) for one in made.employers)
    return Printed(pages, truth_of(made, shown=ALL, name=w.full(made.head), employers=active))


LAYOUTS: dict[str, Callable[[Facts, Random], Printed]] = {
    "tarjetas": tarjetas, "renglones": renglones, "cuadricula": cuadricula, "oficio": oficio, "apaisado": apaisado,
    "casillas": casillas,
}  # fmt: skip
