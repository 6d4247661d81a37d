"""Parts that the layouts held aside share: pages, employers as rows, cards, sentences or a list, the family, the
small print with its decoys."""

import base64
from collections.abc import Sequence
from html import escape
from random import Random

from bench.unseen.aside.situations import Facts
from bench.unseen.aside.words import Pair, Words
from mailproc.reading.model import Employer

STYLE = """
@page roll { size: 80mm 330mm; margin: 0 }
.roll { page: roll; width: 302px; height: 1247px }
@page slip { size: 80mm 185mm; margin: 0 } .slip { page: slip; width: 302px; height: 699px }
.rule td, .rule th { border-bottom: 1px solid #999; padding: 4px 6px; text-align: left; vertical-align: top }
.box { display: inline-block; width: 19px; height: 22px; line-height: 22px; border: 1px solid #222;
  text-align: center; margin-right: 2px }
dt { font-weight: 600; margin-top: 7px } dd { margin: 0 0 0 18px } ol { margin: 6px 0 } li { margin: 4px 0 }
"""
FACES = ("'Roboto'", "'Open Sans'", "'Carlito'", "'Liberation Sans'", "'Liberation Serif'", "'FreeSerif'",
         "'DejaVu Sans'", "'Open Sans Condensed'", "'Roboto Condensed'")  # fmt: skip


def page(body: str, rng: Random, *, face: str = "", size: float = 10.0, kind: str = "", pad: int = 44) -> str:
    """A page; `kind` is wide, roll or slip (a till's paper, long and short), else letter size."""
    style = f"font-family:{face or rng.choice(FACES)},sans-serif;font-size:{size:.1f}pt;padding:{pad}px"
    style += ";overflow-wrap:break-word"
    return f'<section class="page {kind}" style="{style}">{body}</section>'


def bold(value: str) -> str:
    """A value in bold; a blank keeps its place."""
    return f"<b>{escape(value) or '&nbsp;'}</b>"


def rows(heads: Sequence[str], lines: Sequence[Sequence[str]], css: str = "rule") -> str:
    """A table with a head row."""
    top = "".join(f"<th>{escape(head)}</th>" for head in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in lines)
    return f'<table class="{css}"><tr>{top}</tr>{body}</table>'


def employers(made: Facts, w: Words, how: str) -> str:
    """The active employers as `table`, `cards`, `sentence` or `list`; a past one is said to be past."""
    if not made.employers:
        if made.past is None:
            return f"<p>{escape(w['employers'])}: ninguno.</p>"
        return f"<p>{escape(w['past'])}: {made.past.name}, {w.registro(made.past.registro)}.</p>"
    told = [(w.registro(one.registro), one.modality, one.name) for one in made.employers]
    if how == "sentence":
        said = "; y por ".join(f"{name}, registro patronal {registro}, modalidad {modality}"
                               for registro, modality, name in told)  # fmt: skip
        return f"<p>La vigencia existe por {escape(said)}.</p>"
    head = f"<h3>{escape(w['employers'])}</h3>"
    if how == "list":
        lines = "".join(f"<li>{escape(name)} ({escape(w['registro'])} {registro}; modalidad {modality})</li>"
                        for registro, modality, name in told)  # fmt: skip
        return f"{head}<ol>{lines}</ol>"
    if how == "cards":
        cards = "".join(
            f'<div style="border:1px solid #aaa;border-radius:6px;padding:6px 9px;margin:5px 0">'
            f"{bold(name)}<br>{escape(w['registro'])} {registro} &middot; {escape(w['modality'])} {modality}</div>"
            for registro, modality, name in told
        )
        return head + cards
    return head + rows((w["employer"], w["registro"], w["modality"]), [(c, a, b) for a, b, c in told])


HOWS = ("table", "cards", "sentence", "list")


def active(made: Facts, w: Words) -> tuple[Employer, ...]:
    """The employers as `employers` prints them."""
    return tuple(w.printed(one, modality=True) for one in made.employers)


def kin_table(made: Facts, w: Words) -> str:
    """The family as a table; "" where there is none."""
    if not made.kin:
        return ""
    heads = ["Núm.", "CURP", "Nombre", w["relation"], *(["Agregado médico"] if w.kin_agregado else []),
             "Derecho a servicio médico"]  # fmt: skip
    lines = [
        [str(number), row.human.curp, w.full(row.human), row.relation, *([row.agregado] if w.kin_agregado else []),
         w.said(row.right)]
        for number, row in enumerate(made.kin, 1)
    ]  # fmt: skip
    return f"<h3>{escape(w['kin'])}</h3>" + rows(heads, lines)


def kin_pairs(made: Facts, w: Words, number: int) -> list[Pair]:
    """One of the family as labels and values."""
    row = made.kin[number]
    return [("Nombre", w.full(row.human)), ("CURP", row.human.curp), (w["relation"], row.relation),
            ("Agregado médico", row.agregado), ("Con derecho al servicio médico", w.said(row.right))]  # fmt: skip


def seal(rng: Random, letters: int = 256) -> str:
    """A base64 text that says nothing."""
    return base64.b64encode(rng.randbytes(letters * 3 // 4)).decode()


def digits(rng: Random, number: int) -> str:
    """So many digits, the first not zero."""
    return str(rng.randint(10 ** (number - 1), 10**number - 1))


def small_print(made: Facts, rng: Random, *, size: float = 6.4) -> str:
    """Folios, cadena original, seal, telephones and an office's address: numbers of every length, none of them
    the insured person's."""
    chain = "|".join(("", "", "INVOCANTE:PORTAL", digits(rng, 11), f"{made.issued:%Y%m%d}", digits(rng, 13),
                      digits(rng, 18), "", ""))  # fmt: skip
    lines = (
        f"Folio de verificación {digits(rng, 11)} · Secuencia notarial: {digits(rng, 11)} · Serie {digits(rng, 20)}",
        f"Cadena original: {chain}",
        f"Sello digital: {seal(rng)}",
        f"Dudas: 800 623 2323, opción {rng.randint(1, 5)} · 55 {digits(rng, 4)} {digits(rng, 4)} ext. "
        f"{digits(rng, 5)} · Código postal {digits(rng, 5)} · Art. {rng.randint(5, 290)} y {rng.randint(5, 290)} "
        "de la Ley del Seguro Social",
    )
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    return f'<div style="font-size:{size}pt;color:#333;word-break:break-all;margin-top:12px">{body}</div>'
