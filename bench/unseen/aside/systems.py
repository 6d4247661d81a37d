"""Layouts held aside as systems print them: listings, abbreviations, side bars, badges, outlined fields, boxes."""

from datetime import timedelta
from html import escape
from random import Random

from bench.unseen.aside import pieces, stationery
from bench.unseen.aside.pieces import bold, page
from bench.unseen.aside.situations import Facts
from bench.unseen.aside.words import Pair, Words, clinic_pairs, more_pairs, state_pairs, who_pairs

MONO = ("'Liberation Mono'", "'DejaVu Sans Mono'", "'FreeMono'")


def listado(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """A system's listing in letters of one width, with points from label to value; who asked for it is named."""
    broad, bar = rng.choice((36, 41)), rng.choice("=-*") * 78

    def lines(pairs: list[Pair]) -> str:
        return "\n".join(f"{w.text(label.upper()):.<{broad}} {value}".rstrip() for label, value in pairs)

    def block(title: str, pairs: list[Pair]) -> str:
        return f"{w.text(title.upper())}\n{lines(pairs)}\n{bar}\n"

    jobs = "".join(
        block(f"Patrón vigente {number} de {len(made.employers)}",
              [(w["modality"], one.modality), (w["registro"], w.registro(one.registro)), (w["employer"], one.name)])
        for number, one in enumerate(made.employers, 1)
    )  # fmt: skip
    past = [(w["past"], f"{w.registro(made.past.registro)} {made.past.name}")] if made.past else []
    jobs = jobs or block("Sin patrones vigentes", past)
    kin = "".join(
        f"{number:02d} {row.human.curp} {row.relation:<12} {row.agregado:<8} {w.said(row.right)}\n   "
        f"{stationery.slashed(w, row.human)}\n"
        for number, row in enumerate(made.kin, 1)
    )
    top = "BENEFICIARIOS\nNO CURP               PARENTESCO   AGREGADO DERECHO AL SERVICIO MEDICO"
    kin = f"{top}\n{kin}{bar}\n" if kin else ""
    text = (
        f"IMSS   SISTEMA DE AFILIACION   TRANS {pieces.digits(rng, 4)}   TERM {pieces.digits(rng, 3)}   PAG 1 DE 1\n"
        f"USUARIO: {stationery.official(rng).upper()}\n{bar}\n{w.text(w['title'].upper())}\n{bar}\n"
        f"{block('Datos del asegurado', who_pairs(made, w, rng) + more_pairs(made, w))}"
        f"{block('Vigencia', state_pairs(made, w))}{block('Adscripción', clinic_pairs(made, w))}{jobs}{kin}"
        f"FIN DE LISTADO   REG. LEIDOS {pieces.digits(rng, 11)}"
    )
    body = f'<pre style="font:inherit;white-space:pre-wrap;margin:0">{escape(text)}</pre>'
    return (page(body, rng, face=rng.choice(MONO), size=rng.uniform(8.4, 9.2), pad=44),)


def abreviada(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """All labels abbreviated, as many pairs on a line as it holds."""
    w = stationery.shortened(w, rng)

    def run(pairs: list[Pair]) -> str:
        shown = "".join(
            f'<span style="white-space:nowrap;margin-right:22px">{escape(label)}{colon} {bold(value)}</span> '
            for label, value in pairs
        )
        return f'<div style="border-bottom:1px solid #aaa;padding:6px 0;line-height:1.7">{shown}</div>'

    colon = rng.choice(("", ":", " ="))
    jobs = "".join(
        run([(w["modality"], one.modality), (w["registro"], w.registro(one.registro)), (w["employer"], one.name)])
        for one in made.employers
    )
    kin = "".join(
        run([("Benef.", stationery.slashed(w, row.human)), (w["relation"], row.relation), (w["curp"], row.human.curp),
             (w["agregado"], row.agregado), (w["right"], w.said(row.right))])
        for row in made.kin
    )  # fmt: skip
    blocks = [
        run(who_pairs(made, w, rng) + more_pairs(made, w)),
        run(clinic_pairs(made, w)),
        run(state_pairs(made, w)),
    ]
    if rng.random() < 0.5:
        blocks = blocks[::-1]
    body = (
        f"<div>{escape(w['title'])} &nbsp; Inst. Mex. Seg. Soc. &nbsp; Hja. 1/1</div>{''.join(blocks)}"
        f"{jobs or pieces.employers(made, w, 'sentence')}{kin}{stationery.doctor(rng)}"
        + pieces.small_print(made, rng)
    )
    return (page(body, rng, size=rng.uniform(9.4, 10.4), pad=50),)


def lateral(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """The person in a dark bar at the side; employers first in the body, a table with narrow cells of three lines."""
    hue, left = rng.choice(("#12372a", "#4a1525", "#2b2d42")), rng.random() < 0.7
    pairs = who_pairs(made, w, rng) + more_pairs(made, w) + clinic_pairs(made, w)
    side = "".join(
        f'<div style="margin:9px 0"><div style="font-size:0.78em;opacity:0.85">{escape(label)}</div>{bold(value)}</div>'
        for label, value in pairs
    )
    order = rng.choice(((1, 2, 3, 0), (0, 1, 3, 2), (3, 1, 0, 2)))
    heads = (w["employer"], w["modality"], w["registro"], "Fecha de alta ante el Instituto")
    wide = ("27%", "16%", "24%", "20%")
    lines = [(one.name, one.modality, w.registro(one.registro), w.day(made.moved - timedelta(days=40 * number)))
             for number, one in enumerate(made.employers)]  # fmt: skip

    def row(cells: tuple[str, ...], tag: str) -> str:
        inner = "".join(
            f'<{tag} style="width:{wide[place]};border:1px solid #777;padding:4px;vertical-align:middle">'
            f"{escape(cells[place])}</{tag}>"
            for place in order
        )
        return f"<tr>{inner}</tr>"

    rows = "".join(row(cells, "td") for cells in lines)
    table = f"<h3>{escape(w['employers'])}</h3><table style='width:86%'>{row(heads, 'th')}{rows}</table>"
    kin = "".join(
        f'<div style="border-left:4px solid {hue};padding-left:8px;margin:7px 0">'
        + "<br>".join(f"{escape(label)}: {bold(value)}" for label, value in pieces.kin_pairs(made, w, number))
        + "</div>"
        for number in range(len(made.kin))
    )
    states = "".join(
        f'<div style="display:flex;justify-content:space-between;border-bottom:1px dotted #888;padding:4px 0">'
        f"<span>{escape(label)}</span>{bold(value)}</div>"
        for label, value in state_pairs(made, w)
    )
    bar = f'<div style="background:{hue};color:#fff;padding:24px 16px;height:1056px">{side}</div>'
    main = (
        f'<div style="padding:30px"><h2>{escape(w["title"])}</h2>'
        f"{table if lines else pieces.employers(made, w, 'table')}"
        f"{states}{kin}{pieces.small_print(made, rng, size=6)}</div>"
    )
    columns = "31% 69%" if left else "69% 31%"
    body = f'<div style="display:grid;grid-template-columns:{columns}">{bar + main if left else main + bar}</div>'
    return (page(body, rng, size=rng.uniform(8.8, 9.6), pad=0),)


def insignias(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """A service's page of cards: the name large, verdict and state as coloured badges, days along a line of time."""

    def badge(text: str, *, good: bool) -> str:
        ground = ("#1f8a4c" if good else "#b3261e") if solid else "#fff"
        ink = "#fff" if solid else "#1f8a4c" if good else "#b3261e"
        return (
            f'<span style="background:{ground};color:{ink};border:1.5px solid {ink};border-radius:14px;'
            f'padding:3px 12px;margin-right:8px;white-space:nowrap">{escape(text)}</span>'
        )

    solid = rng.random() < 0.6
    states = [pair for pair in state_pairs(made, w) if pair[0] not in (w["estado"], w["right"])]
    moments = "".join(
        f'<div style="flex:1;border-top:3px solid #999;padding-top:4px">{bold(value)}<br><small>{escape(label)}'
        "</small></div>"
        for label, value in [(w["born"], w.day(made.head.born)), *states]
    )
    who = made.head
    facts = "".join(
        f'<div style="margin:5px 0;text-align:right"><span style="color:#666">{escape(label)}</span> &nbsp; '
        f"{bold(value)}</div>"
        for label, value in [(w["nss"], w.nss(who.nss)), (w["curp"], who.curp), *clinic_pairs(made, w)]
    )
    estado = badge(w.text(made.estado), good=made.right) if made.estado else ""
    kin = "".join(
        f'<div style="border:1px solid #ccc;border-radius:10px;padding:8px;margin:6px 0">{bold(w.full(row.human))}'
        f"<br>{row.relation} &middot; {row.human.curp} &middot; {row.agregado}<div style='margin-top:6px'>"
        f"{badge('Derecho al servicio médico: ' + w.said(row.right), good=row.right)}</div></div>"
        for row in made.kin
    )
    verdict = badge(f"{w['right']}: {w.said(made.right)}", good=made.right)
    body = (
        f'<div style="color:#555">{escape(w["title"])}</div><div style="display:flex;justify-content:space-between">'
        f'<div style="font-size:1.6em;width:46%">{escape(w.full(who))}</div><div>{facts}</div></div>'
        f"<div style='margin:12px 0'>{estado}{verdict}</div>"
        f'<div style="display:flex;gap:6px;margin:14px 0">{moments}</div>'
        f"{pieces.employers(made, w, rng.choice(('cards', 'list')))}{kin}{stationery.doctor(rng)}"
    )
    return (page(body, rng, face=rng.choice(("'Roboto'", "'Open Sans'")), size=rng.uniform(9.4, 10.4), pad=48),)


def marcos(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """Outlined fields: the label breaks the frame around its value; the verdict is ticked."""
    curve, how = rng.choice((0, 6, 12)), rng.randrange(3)

    def field(label: str, inner: str, span: int) -> str:
        return (
            f'<fieldset style="grid-column:span {span};border:1px solid #666;border-radius:{curve}px;margin:0;'
            f'padding:2px 9px 5px"><legend style="font-size:0.74em;color:#333;padding:0 4px">{escape(label)}</legend>'
            f"{inner or '&nbsp;'}</fieldset>"
        )

    def breadth(value: str) -> int:
        return 2 if len(value) < 13 else 3 if len(value) < 22 else 6

    def fields(pairs: list[Pair]) -> str:
        return "".join(field(label, escape(value), breadth(value)) for label, value in pairs)

    states = [pair for pair in state_pairs(made, w) if pair[0] != w["right"]]
    verdict = field(w["right"], stationery.ticks(w, right=made.right, how=how), 3)
    jobs = "".join(
        field(w["employer"], escape(one.name), 6) + field(w["modality"], one.modality, 2)
        + field(w["registro"], w.registro(one.registro), 2)
        for one in made.employers
    )  # fmt: skip

    def grid(inner: str) -> str:
        return f'<div style="display:grid;grid-template-columns:repeat(6,1fr);gap:6px;margin:7px 0">{inner}</div>'

    kin = "".join(
        f"<div>{escape(w['kin'])}: {number}</div>"
        + grid(
            field(w["relation"], row.relation, 2)
            + field("Nombre", escape(w.full(row.human)), 4)
            + field("CURP", row.human.curp, 2)
            + field("Agregado médico", row.agregado, 2)
            + field("Con derecho al servicio médico", stationery.ticks(w, right=row.right, how=how), 2)
        )
        for number, row in enumerate(made.kin, 1)
    )

    body = (
        f"<h2>{escape(w['title'])}</h2>{grid(fields(who_pairs(made, w, rng) + more_pairs(made, w)))}"
        f"{grid(verdict + fields(states))}{grid(fields(clinic_pairs(made, w)))}"
        f"{grid(jobs) if jobs else pieces.employers(made, w, 'sentence')}{kin}"
        + pieces.small_print(made, rng, size=6)
    )
    return (page(body, rng, size=rng.uniform(8.8, 9.6), pad=40),)


def grupos(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """A form with a box for each group of characters, hyphens between, days in three boxes, and SI and NO to tick."""
    joint, how, who = rng.choice((" - ", " &ndash; ", "-")), rng.randrange(3), made.head
    box = '<span style="border:1px solid #333;padding:2px 7px;letter-spacing:2px;background:#fafafa">{}</span>'

    def grouped(label: str, value: str, sizes: tuple[int, ...]) -> str:
        starts = [sum(sizes[:place]) for place in range(len(sizes))]
        parts = [value[start : start + size] for start, size in zip(starts, sizes, strict=True)]
        return (
            f'<tr><td style="width:34%;padding:7px 0">{escape(label)}</td>'
            f"<td>{joint.join(box.format(part) for part in parts if part)}</td></tr>"
        )

    def day(label: str, shown: str) -> str:
        parts = shown.split("/") if shown else ["&nbsp;"] * 3
        cells = "".join(f'<td style="border:1px solid #333;padding:2px 9px">{part}</td>' for part in parts)
        under = "".join(
            f'<td style="font-size:0.7em;text-align:center">{name}</td>' for name in ("día", "mes", "año")
        )
        table = f'<table style="width:auto;margin:3px 0"><tr>{cells}</tr><tr>{under}</tr></table>'
        return f"<div>{escape(label)}{table}</div>"

    sizes = rng.choice(((2, 2, 2, 4, 1), (4, 2, 4, 1), (10, 1)))
    moments = [(w["born"], who.born), (w["moved"], made.moved), (w["issued"], made.issued)]
    if made.valid_until:
        moments.append((w["valid_until"], made.valid_until))
    days = "".join(day(label, f"{when:%d/%m/%Y}") for label, when in moments)
    blanks = [*who_pairs(made, w, rng)[1:-1], (w["estado"], w.text(made.estado)), *clinic_pairs(made, w)]
    lines = "".join(
        f'<tr><td style="width:34%;padding:4px 0">{escape(label)}</td><td style="border-bottom:1px solid #555">'
        f'{escape(value) or "&nbsp;"}</td></tr>'
        for label, value in blanks
    )  # fmt: skip
    jobs = "".join(
        grouped(w["registro"], registro, (8, len(registro) - 8))
        + f"<tr><td>{escape(w['modality'])}</td><td>{one.modality}</td></tr>"
        f"<tr><td>{escape(w['employer'])}</td><td>{escape(one.name)}</td></tr>"
        for one in made.employers
        for registro in [w.registro(one.registro)]
    )
    heads = ("Nombre", "CURP", "Parentesco", "Agregado", "Derecho al servicio médico")
    head = f"<tr>{''.join(f'<th>{name}</th>' for name in heads)}</tr>"
    kin = "".join(
        f"<tr><td>{escape(w.full(row.human))}</td><td>{row.human.curp}</td><td>{row.relation}</td>"
        f"<td>{row.agregado}</td><td>{stationery.ticks(w, right=row.right, how=how)}</td></tr>"
        for row in made.kin
    )
    body = (
        f'<div style="text-align:center"><b>{escape(w["title"])}</b><br>Forma {pieces.digits(rng, 2)}-'
        f"{pieces.digits(rng, 4)} &middot; llénese a máquina</div><table>{grouped(w['nss'], who.nss, sizes)}"
        f"{grouped(w['curp'], who.curp, (4, 6, 1, 2, 3, 2))}{lines}</table>"
        f'<div style="display:flex;justify-content:space-between">{days}</div>'
        f"<div style='margin:8px 0'>{escape(w['right'])} &nbsp; {stationery.ticks(w, right=made.right, how=how)}</div>"
        f"{f'<table>{jobs}</table>' if jobs else pieces.employers(made, w, 'sentence')}"
        f"{f'<table class=grid>{head}{kin}</table>' if kin else ''}{stationery.signature(rng)}"
    )
    return (page(body, rng, size=rng.uniform(8.9, 9.6), pad=46),)
