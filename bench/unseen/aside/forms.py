"""Layouts held aside in which the data stand in cells, columns, boxes and bands."""

from html import escape
from random import Random

from bench.unseen.aside import pieces
from bench.unseen.aside.pieces import bold, page
from bench.unseen.aside.situations import Facts
from bench.unseen.aside.words import FORMS, Pair, Words, clinic_pairs, more_pairs, state_pairs, who_pairs

ICONS = (
    '<circle cx="12" cy="8" r="5"/><path d="M2 23c0-8 20-8 20 0z"/>',
    '<path d="M10 2h4v8h8v4h-8v8h-4v-8H2v-4h8z"/>',
    '<path d="M3 10l9-8 9 8v12h-6v-7H9v7H3z"/>',
    '<rect x="3" y="5" width="18" height="17" rx="2"/><path d="M7 2v6M17 2v6" stroke="#000" stroke-width="2"/>',
)
ENGLISH = {
    "nss": "Social security number", "curp": "Population registry code", "name": "Full name", "given": "Given names",
    "first": "First surname", "second": "Second surname", "sex": "Sex", "born": "Date of birth",
    "place": "Place of birth", "estado": "Status", "delegation": "Regional office", "umf": "Family clinic",
    "turn": "Shift", "room": "Office", "agregado": "Medical suffix", "moved": "Last change", "issued": "Issued on",
    "valid_until": "Valid until", "right": "Entitled to medical care",
}  # fmt: skip


def tablero(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """A dashboard of three columns: icon, the value large, its caption below."""
    hue = rng.choice(("#0b6e4f", "#8a1538", "#24425c"))

    def tile(label: str, value: str) -> str:
        icon = f'<svg width="20" height="20" viewBox="0 0 24 24" fill="{hue}">{rng.choice(ICONS)}</svg>'
        return (
            f'<div style="background:#f3f4f5;border-radius:8px;padding:8px">{icon}<div style="font-size:1.08em">'
            f'{bold(value)}</div><div style="font-size:0.78em;color:#555">{escape(label)}</div></div>'
        )

    pairs = who_pairs(made, w, rng) + state_pairs(made, w) + clinic_pairs(made, w)
    if rng.random() < 0.4:
        rng.shuffle(pairs)
    tiles = "".join(tile(*pair) for pair in pairs)
    grid = f'<div style="display:grid;grid-template-columns:repeat(3,1fr);gap:8px">{tiles}</div>'
    body = (
        f'<div style="background:{hue};color:#fff;padding:12px;border-radius:8px;margin-bottom:10px;font-size:1.3em">'
        f"{escape(w['title'])}</div>{grid}{pieces.employers(made, w, rng.choice(('cards', 'table')))}"
        f"{pieces.kin_table(made, w)}{pieces.small_print(made, rng, size=6)}"
    )
    return (page(body, rng, size=rng.uniform(9, 9.8), pad=36),)


def tabla(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """One broad table: groups of columns, their labels in a head row, the values in the row below."""
    who = made.head
    groups: list[tuple[str, list[Pair]]] = [
        ("Asegurado", [(w["nss"], w.nss(who.nss)), (w["curp"], who.curp), (w["name"], w.full(who))]),
        ("Adscripción", [(w["umf"], w.umf(made.umf)), (w["turn"], made.turn), (w["room"], made.room),
                         (w["agregado"], made.agregado)]),
        ("Vigencia", state_pairs(made, w)),
    ]  # fmt: skip
    if rng.random() < 0.3:
        groups.reverse()

    def band(chosen: list[tuple[str, list[Pair]]]) -> str:
        tops = "".join(
            f'<th colspan="{len(pairs)}" style="text-align:center">{name}</th>' for name, pairs in chosen
        )
        heads = "".join(f"<th>{escape(label)}</th>" for _, pairs in chosen for label, _ in pairs)
        cells = "".join(f"<td>{escape(value)}</td>" for _, pairs in chosen for _, value in pairs)
        return f'<table class="grid" style="text-align:center"><tr>{tops}</tr><tr>{heads}</tr><tr>{cells}</tr></table>'

    whole = rng.random() < 0.4
    bands = band(groups) if whole else "".join(band([group]) for group in groups)
    body = (
        f'<p style="text-align:center">{escape(w["title"])}</p>'
        f'<div style="font-size:{0.72 if whole else 1}em">{bands}</div>'
        f"{pieces.employers(made, w, rng.choice(('table', 'sentence')))}{pieces.kin_table(made, w)}"
        + pieces.small_print(made, rng)
    )  # fmt: skip
    return (page(body, rng, size=rng.uniform(9.5, 10.2), kind="wide", pad=30),)


def inversa(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """The value at the left, its label at the right."""
    arrow = rng.choice(("", "&larr; ", "&nbsp;"))
    pairs = who_pairs(made, w, rng) + clinic_pairs(made, w) + state_pairs(made, w)
    lines = "".join(
        f'<tr><td style="width:58%">{bold(value)}</td><td style="color:#444">{arrow}{escape(label)}</td></tr>'
        for label, value in pairs
    )
    body = (
        f'<h2 style="text-align:right">{escape(w["title"])}</h2><table class="rule">{lines}</table>'
        f"{pieces.employers(made, w, rng.choice(('cards', 'list', 'table')))}{pieces.kin_table(made, w)}"
        + pieces.small_print(made, rng)
    )
    return (page(body, rng, size=rng.uniform(9.4, 10.2)),)


def boleto(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """A ticket from a till's printer: one narrow column, letters of one width."""
    bar = '<div style="border-top:1px dashed #000;margin:6px 0"></div>'

    def line(label: str, value: str) -> str:
        short = len(label) + len(value) < 33
        shape = "display:flex;justify-content:space-between" if short else ""
        return f'<div style="{shape}"><div>{escape(label)}:</div><div>{escape(value) or "---"}</div></div>'

    def block(pairs: list[Pair]) -> str:
        return "".join(line(*pair) for pair in pairs) + bar

    shown = [[(w["registro"], w.registro(one.registro)), (w["modality"], one.modality), (w["employer"], one.name)]
             for one in made.employers]  # fmt: skip
    jobs = "".join(map(block, shown)) or pieces.employers(made, w, "sentence") + bar
    kin = "".join(block(pieces.kin_pairs(made, w, number)) for number in range(len(made.kin)))
    kin = f"<div>{escape(w['kin'])}</div>{bar}{kin}" if kin else ""
    body = (
        f'<div style="text-align:center">IMSS<br>{escape(w["title"])}<br>Kiosco {rng.randint(100, 999)} &middot; Op. '
        f"{pieces.digits(rng, 8)}</div>{bar}{block(state_pairs(made, w)[:2])}{block(who_pairs(made, w, rng))}"
        f"{block(clinic_pairs(made, w))}{block(state_pairs(made, w)[2:])}{jobs}"
        f"{kin}"
        f'<div style="text-align:center">Folio {pieces.digits(rng, 11)}<br>Conserve este comprobante</div>'
    )
    face = rng.choice(("'Liberation Mono'", "'DejaVu Sans Mono'", "'FreeMono'"))
    return (page(body, rng, face=face, size=rng.uniform(7.4, 8), kind="roll" if kin else "slip", pad=12),)


def bilingue(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """Spanish and English, one below the other or separated by a stroke."""
    keys = {label: key for key, forms in FORMS.items() for label in forms}
    stroke = rng.random() < 0.5
    yes = {w.yes: f"{w.yes} / YES", w.no: f"{w.no} / NO"}

    def both(label: str) -> str:
        english = ENGLISH[keys[label]]
        return f"{escape(label)} / <i>{english}</i>" if stroke else f"{escape(label)}<br><i>{english}</i>"

    pairs = who_pairs(made, w, rng) + more_pairs(made, w) + clinic_pairs(made, w) + state_pairs(made, w)
    lines = "".join(
        f'<tr><td style="width:45%;font-size:0.9em">{both(label)}</td>'
        f"<td>{bold(yes.get(value, value) if label == w['right'] else value)}</td></tr>"
        for label, value in pairs
    )
    body = (
        f'<h2>{escape(w["title"])}</h2><div style="margin-bottom:8px"><i>Certificate of entitlement to medical '
        f'services</i></div><table class="rule">{lines}</table>'
        f"{pieces.employers(made, w, rng.choice(('table', 'list')))}{pieces.kin_table(made, w)}"
        + pieces.small_print(made, rng, size=5.8)
    )
    return (page(body, rng, size=8.4 if not stroke else rng.uniform(8.8, 9.4), pad=38),)


def cajas(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """A form with a box for each character of NSS and CURP, and numbered fields."""
    number = iter(range(1, 60))

    def boxed(label: str, value: str) -> str:
        cells = "".join(f'<span class="box">{char}</span>' for char in value)
        top = f'<div style="font-size:0.76em">{next(number)}. {escape(label)}</div>'
        return f'<div style="margin:7px 0">{top}{cells}</div>'

    def field(label: str, value: str, span: int) -> str:
        return (
            f'<div style="grid-column:span {span};border:1px solid #555;padding:3px 6px;min-height:36px">'
            f'<div style="font-size:0.7em">{next(number)}. {escape(label)}</div>{escape(value)}</div>'
        )

    who = made.head
    boxes = boxed(w["nss"], who.nss) + boxed(w["curp"], who.curp)
    names = [pair for pair in who_pairs(made, w, rng) if pair[0] not in (w["nss"], w["curp"])]
    named = "".join(field(label, value, 6 // len(names)) for label, value in names)
    ticked = rng.random() < 0.3
    others = [
        pair for pair in clinic_pairs(made, w)[1:] + state_pairs(made, w) if not ticked or pair[0] != w["right"]
    ]
    rest = "".join(field(label, value, 2) for label, value in others)
    if ticked:
        marked = ((w.yes, "X" if made.right else "&nbsp;"), (w.no, "&nbsp;" if made.right else "X"))
        ticks = " &nbsp; ".join(f'{word} <span class="box">{mark}</span>' for word, mark in marked)
        rest += f'<div style="grid-column:span 6;padding:5px">{escape(w["right"])} &nbsp; {ticks}</div>'
    body = (
        f'<table class="grid"><tr><td style="width:70%"><b>{escape(w["title"].upper())}</b></td>'
        f"<td>Formato VD-{rng.randint(1, 40):02d}<br>Folio {pieces.digits(rng, 9)}</td></tr></table>"
        f'{boxes}<div style="display:grid;grid-template-columns:repeat(6,1fr);gap:4px">{named}{rest}</div>'
        f"{pieces.employers(made, w, 'table')}{pieces.kin_table(made, w)}{pieces.small_print(made, rng)}"
    )
    return (page(body, rng, size=rng.uniform(9.3, 10.2)),)


def dos_hojas(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """Two leaves: the insured person on the first, family and employers on the second."""
    pairs = who_pairs(made, w, rng) + more_pairs(made, w) + state_pairs(made, w) + clinic_pairs(made, w)
    gap = rng.choice((26, 40))
    lines = "".join(
        f'<div style="display:grid;grid-template-columns:1fr 1fr;gap:{gap}px;margin:6px 0">'
        f'<div style="text-align:right">{escape(label)}</div><div>{bold(value)}</div></div>'
        for label, value in pairs
    )
    kin = pieces.kin_table(made, w) or f"<p>{escape(w['kin'])}: no hay personas registradas.</p>"
    first = f"<h2>{escape(w['title'])}</h2>{lines}<p>Continúa en la hoja 2</p>"
    second = (
        f"<p>{escape(w['title'])} &middot; hoja 2 &middot; {escape(w['nss'])} {w.nss(made.head.nss)}</p>{kin}"
        f"{pieces.employers(made, w, rng.choice(pieces.HOWS))}{pieces.small_print(made, rng)}"
    )
    face, size = rng.choice(pieces.FACES), rng.uniform(9.8, 11)
    return page(first, rng, face=face, size=size, pad=60), page(second, rng, face=face, size=size, pad=60)


def familia(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """The family first, in cards; the insured person in a band below them."""
    cards = "".join(
        '<div style="border:2px solid #999;padding:8px">'
        + "".join(
            f'<div><span style="font-size:0.8em">{escape(label)}</span> {bold(value)}</div>'
            for label, value in pieces.kin_pairs(made, w, number)
        )
        + "</div>"
        for number in range(len(made.kin))
    )
    family = (
        f'<h3>{escape(w["kin"])}</h3><div style="display:grid;grid-template-columns:1fr 1fr;gap:8px">{cards}</div>'
    )
    pairs = who_pairs(made, w, rng) + state_pairs(made, w) + clinic_pairs(made, w)
    band = "".join(
        f'<div style="margin:4px 0"><span style="font-size:0.8em">{escape(label)}</span><br>{bold(value)}</div>'
        for label, value in pairs
    )
    body = (
        f'<h2 style="text-align:center">{escape(w["title"])}</h2>{family if cards else ""}'
        "<h3>Datos de la persona asegurada (titular)</h3>"
        f'<div style="background:#eee;padding:8px;columns:2">{band}</div>'
        f"{pieces.employers(made, w, rng.choice(('cards', 'sentence', 'table')))}"
        f"{pieces.small_print(made, rng, size=6)}"
    )
    return (page(body, rng, size=rng.uniform(9, 10)),)
