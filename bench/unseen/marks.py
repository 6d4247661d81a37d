"""Pieces that several layouts share: crests, watermarks, employers, beneficiaries, small print."""

from html import escape
from random import Random

from bench.unseen.cases import Facts
from bench.unseen.people import STATES
from bench.unseen.wording import Wording

Cell = tuple[str, str]
FONTS = (
    "'Open Sans'", "'FreeSans'", "'FreeSerif'", "'Carlito'", "'Roboto'", "'Roboto Condensed'",
    "'DejaVu Sans Condensed'", "'Liberation Sans Narrow'", "'Nimbus Sans'", "'C059'",
    "'Liberation Serif'", "'DejaVu Serif'", "'P052'",
)  # fmt: skip
MONO = ("'Noto Sans Mono'", "'FreeMono'", "'Liberation Mono'", "'Nimbus Mono PS'")


def page(body: str, *, font: str, size: float, wide: bool = False, pad: int = 48) -> str:
    """One printed page, letter size; `size` is the base type size in points."""
    style = f"font-family:{font},sans-serif;font-size:{size:.1f}pt;padding:{pad}px"
    return f'<section class="page{" wide" if wide else ""}" style="{style}">{body}</section>'


def crest(rng: Random, px: int = 58) -> str:
    """A made-up emblem; no real coat of arms is drawn."""
    hue = rng.choice(("#0b5345", "#13322b", "#6b1530", "#333", "#1b4f72"))
    shape = rng.choice((
        f'<circle cx="50" cy="50" r="44" fill="none" stroke="{hue}" stroke-width="6"/>'
        f'<path d="M50 14 L70 60 L50 48 L30 60 Z M22 72 H78" fill="{hue}" stroke="{hue}" stroke-width="5"/>',
        '<path d="M10 12 H90 V52 C90 78 66 90 50 96 C34 90 10 78 10 52 Z" fill="none" '
        f'stroke="{hue}" stroke-width="7"/>'
        f'<text x="50" y="60" font-size="27" text-anchor="middle" fill="{hue}" font-family="Roboto">IMSS</text>',
        f'<rect x="4" y="30" width="92" height="40" rx="8" fill="{hue}"/>'
        '<text x="50" y="60" font-size="28" text-anchor="middle" fill="#fff" font-family="Roboto">IMSS</text>',
    ))  # fmt: skip
    return f'<svg width="{px}" height="{px}" viewBox="0 0 100 100">{shape}</svg>'


def watermark(rng: Random, *, wide: bool = False) -> str:
    """A pale shape or word behind the text, or nothing."""
    top, left = (160, 330) if wide else (300, 190)
    kind = rng.randrange(4)
    if kind == 0:
        return ""
    at = f'style="position:absolute;top:{top}px;left:{left}px;opacity:{rng.uniform(0.05, 0.12):.2f};z-index:0"'
    if kind == 1:
        return f"<div {at}>{crest(rng, 420)}</div>"
    word = rng.choice(("IMSS", "GOBIERNO", "MÉXICO", "CONSULTA"))
    tilt = rng.choice((-35, -24, 28))
    style = f"display:block;font:700 110px Roboto;transform:rotate({tilt}deg)"
    return f'<div {at}><span style="{style}">{word}</span></div>'


def code(rng: Random, px: int = 84) -> str:
    """A square of random modules that looks like a QR code and says nothing."""
    cells = "".join(
        f'<rect x="{x}" y="{y}" width="1" height="1"/>'
        for x in range(25)
        for y in range(25)
        if rng.random() < 0.48
    )
    return f'<svg width="{px}" height="{px}" viewBox="0 0 25 25">{cells}</svg>'


def head_cells(made: Facts, w: Wording, *, split: bool) -> list[Cell]:
    """Label and value of the head's person, the name as one string or as three."""
    who = made.head
    named = (
        [(w["given"], w.text(who.given)), (w["first"], w.text(who.first)), (w["second"], w.text(who.second))]
        if split
        else [(w["name"], w.full(who))]
    )
    sex = "HOMBRE" if who.sex == "H" else "MUJER"
    place = w.text(STATES[who.state])
    return [(w["nss"], w.nss(who.nss)), (w["curp"], who.curp), *named, (w["sex"], sex),
            (w["born"], w.day(who.born)), (w["birthplace"], place)]  # fmt: skip


def clinic_cells(made: Facts, w: Wording) -> list[Cell]:
    """Estado, agregado and clinic; values are empty where blank."""
    return [
        (w["estado"], w.text(made.estado)), (w["agregado"], made.agregado),
        (w["delegacion"], "CHIAPAS" if made.umf else ""), (w["umf"], w.umf(made)),
        (w["turn"], made.turn if made.umf else ""), (w["room"], made.room if made.umf else ""),
    ]  # fmt: skip


def date_cells(made: Facts, w: Wording) -> list[Cell]:
    """Expiry only where the sheet has one."""
    cells = [(w["moved"], w.day(made.moved)), (w["issued"], w.day(made.issued))]
    return [*cells, (w["valid_until"], w.day(made.valid_until))] if made.valid_until else cells


def table(heads: list[str], rows: list[list[str]], *, css: str = "grid") -> str:
    """A table with a head row."""
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="{css}"><tr>{top}</tr>{body}</table>'


def employers(made: Facts, w: Wording, *, how: str) -> str:
    """The active employers as `table`, `lines` or `prose`; a past one is named as such."""
    if not made.employers:
        if made.last is None:
            return f"<p>{escape(w['employers'])}: Sin patrones activos</p>" if how != "prose" else ""
        past = f"{w.registro(made.last.registro)} {made.last.name}"
        return f"<p>{escape(w['last'])}: {escape(past)}</p>"
    if how == "table":
        heads = [w["registro"], w["modality"], w["employer"]]
        rows = [[w.registro(one.registro), one.modality, one.name] for one in made.employers]
        return f"<h3>{escape(w['employers'])}</h3>" + table(heads, rows)
    if how == "lines":
        rows_html = "".join(
            f"<p>{escape(w.tag('registro'))} <b>{escape(w.registro(one.registro))}</b> &nbsp; "
            f"{escape(w.tag('modality'))} <b>{one.modality}</b><br>"
            f"{escape(w.tag('employer'))} <b>{one.name}</b></p>"
            for one in made.employers
        )
        return f"<h3>{escape(w['employers'])}</h3>{rows_html}"
    said = " y ".join(
        f"{one.name} (registro patronal {w.registro(one.registro)}, modalidad {one.modality})"
        for one in made.employers
    )
    return f"<p>El aseguramiento existe por la relación con {escape(said)}.</p>"


def family(made: Facts, w: Wording, rng: Random) -> str:
    """The beneficiaries' table, with or without the agregado column; "" when there is nobody."""
    if not made.relatives:
        return ""
    heads = ["Nombre", "CURP", w["relation"], "Agregado", rng.choice(("Con derecho", "Derecho", "Serv. médico"))]
    rows = [
        [w.full(row.human), row.human.curp, row.relation, row.agregado, w.said(row.right)]
        for row in made.relatives
    ]
    return f"<h3>{escape(w['family'])}</h3>" + table(heads, rows)


def small_print(made: Facts, w: Wording, rng: Random, *, size: float = 6.5) -> str:
    """Folio, cadena original, sello, secuencia notarial and a telephone: eleven-digit decoys among them."""
    seal = "".join(rng.choice("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789+/") for _ in range(170))
    mono = rng.choice(MONO)
    return (
        f'<div style="font-size:{size}pt;word-break:break-all;color:#333">'
        f"<p>{escape(w['folio'])}: {made.folio} &nbsp; "
        f"{escape(w['secuencia'])}: {rng.randint(10**10, 10**11 - 1)}</p>"
        f'<p>{escape(w["chain"])}: <span style="font-family:{mono}">||{made.chain}||</span></p>'
        f'<p>{escape(w["seal"])}: <span style="font-family:{mono}">{escape(seal)}</span></p>'
        f"<p>{escape(w['phone'])}: 800 623 2323 &nbsp; {made.phone}</p></div>"
    )
