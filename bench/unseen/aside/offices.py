"""Layouts held aside as offices issue them: notarial prose, stubs of two copies, letterheads, ruled forms."""

from html import escape
from random import Random

from bench.unseen.aside import pieces, stationery
from bench.unseen.aside.pieces import bold, page
from bench.unseen.aside.situations import PLACES, Facts
from bench.unseen.aside.words import Pair, Words, clinic_pairs, more_pairs, spelled, state_pairs, who_pairs


def notarial(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """One justified paragraph; its values are underlined and run over the ends of the lines, numbers too."""
    who = made.head

    def said(value: str) -> str:
        return f"<u>{escape(value)}</u>"

    def code(value: str) -> str:
        return f'<u style="word-break:break-all">{value}</u>'

    clinic = (
        f"con adscripción a la {said(stationery.clinic(made.umf))}, consultorio {said(made.room)} del turno "
        f"{said(made.turn.lower())}, y agregado médico {code(made.agregado)}"
        if made.umf
        else "sin Unidad de Medicina Familiar de adscripción"
    )
    estado = f", con estado de {said(w.text(made.estado))}" if made.estado else ""
    until = f", vigente hasta el {said(w.day(made.valid_until))}" if made.valid_until else ""
    kin = "; ".join(
        f"{row.relation.lower()}, {said(w.full(row.human))}, con CURP {code(row.human.curp)} y agregado médico "
        f"{code(row.agregado)}, quien {said('sí' if row.right else 'no')} tiene derecho al servicio médico"
        for row in made.kin
    )
    family = f" Que dicha persona tiene registrados como beneficiarios a: {kin}." if kin else ""
    jobs = "; y con ".join(
        f"{said(one.name)}, registro patronal {code(w.registro(one.registro))}, modalidad {said(one.modality)}"
        for one in made.employers
    )
    working = f" Que su aseguramiento vigente es con {jobs}." if jobs else pieces.employers(made, w, "sentence")
    gap = rng.choice((1.5, 1.9))
    body = (
        f"{stationery.letterhead(rng)}<p style='text-align:center'><b>{escape(w['title'].upper())}</b></p>"
        f'<div style="text-align:justify;line-height:{gap};margin-top:20px">{escape(stationery.official(rng))}, '
        f"HACE CONSTAR: que en los archivos de este Instituto aparece {said(w.full(who))}, con número de "
        f"seguridad social {code(w.nss(who.nss))}, Clave Única de Registro de Población {code(who.curp)}, quien "
        f"nació el {w.day(who.born)} en {w.text(PLACES[who.state])}{estado}, y que a esta fecha "
        f"{said('SÍ' if made.right else 'NO')} tiene derecho al servicio médico{until}, {clinic}.{working}{family} "
        f"La presente constancia se expide en Tuxtla Gutiérrez, Chiapas, {spelled(made.issued)}.</div>"
        + stationery.signature(rng)
    )
    face = rng.choice(("'Liberation Serif'", "'FreeSerif'", "'DejaVu Serif'"))
    return (page(body, rng, face=face, size=rng.uniform(10.6, 11.8), pad=rng.choice((60, 84))),)


def talones(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """Two copies on one sheet: the patient's above, the clinic's below the line where it is cut."""
    pairs = stationery.everything(made, w, rng)
    cells = "".join(f'<div style="margin:1px 0">{escape(label)}: {bold(value)}</div>' for label, value in pairs)
    jobs = "".join(
        f"<div>{escape(w['employer'])}: <b>{escape(one.name)}</b> &nbsp; {escape(w['registro'])}: "
        f"{w.registro(one.registro)} &nbsp; {escape(w['modality'])}: {one.modality}</div>"
        for one in made.employers
    )
    folio, columns = pieces.digits(rng, 9), rng.choice((2, 3))

    def stub(whose: str) -> str:
        return (
            f'<div style="height:508px;padding:14px 30px 0"><div style="display:flex;justify-content:space-between">'
            f"<b>{escape(w['title'])}</b><span>{whose} &middot; Folio {folio}</span></div>"
            f'<div style="columns:{columns};border-top:1px solid #000;margin:6px 0;padding-top:4px">{cells}</div>'
            f"{jobs or pieces.employers(made, w, 'sentence')}{pieces.kin_table(made, w)}</div>"
        )

    cut = '<div style="border-top:1.5px dashed #555;text-align:center;font-size:0.8em">corte por esta línea</div>'
    body = stub("Copia para el derechohabiente") + cut + stub("Copia para la unidad médica")
    return (page(body, rng, size=rng.uniform(8.8, 9.8), pad=0),)


def membrete(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """Several typefaces; letter-spaced heads; the verdict is a part of the heading, and the foot names a doctor."""
    hue = rng.choice(("#5a2a27", "#1d3d36", "#333366"))
    one, two = rng.sample(("'Liberation Serif'", "'DejaVu Sans'", "'Open Sans Condensed'", "'FreeSerif'"), 2)
    named = stationery.slashed(w, made.head) if rng.random() < 0.6 else w.full(made.head)
    state = f"{w.text(made.estado)}: " if made.estado else ""
    verdict = f"{state}{'SÍ' if made.right else 'NO'} TIENE DERECHO AL SERVICIO MÉDICO"

    def section(title: str, pairs: list[Pair]) -> str:
        cells = "".join(
            f'<div style="margin:5px 14px 5px 0;min-width:150px"><span style="font-family:{two};font-size:0.82em;'
            f'color:{hue}">{escape(label)}</span><br><span style="font-family:{one}">{escape(value) or "&mdash;"}'
            "</span></div>"
            for label, value in pairs
        )
        head = (
            f'<div style="letter-spacing:5px;border-bottom:1px solid {hue};margin-top:10px">{title.upper()}</div>'
        )
        return f'{head}<div style="display:flex;flex-wrap:wrap">{cells}</div>'

    who = made.head
    kin = "".join(
        section(row.relation, [("Nombre", stationery.slashed(w, row.human)), ("CURP", row.human.curp),
                               ("Agregado médico", row.agregado), ("Derecho al servicio médico", w.said(row.right))])
        for row in made.kin
    )  # fmt: skip
    jobs = "".join(
        section("Patrón", [("Nombre", job.name), (w["modality"], job.modality),
                           (w["registro"], w.registro(job.registro))])
        for job in made.employers
    )  # fmt: skip
    dated = [pair for pair in state_pairs(made, w) if pair[0] not in (w["estado"], w["right"])]
    body = (
        f"{stationery.letterhead(rng)}<div style='letter-spacing:6px;text-align:center;font-size:1.15em;margin:12px 0'>"
        f"{escape(w['title'].upper())}</div>"
        f'<div style="font-family:{one};font-size:1.35em;color:{hue}">{escape(named)}<br>{escape(verdict)}</div>'
        f"{section('Identificación', [(w['nss'], w.nss(who.nss)), (w['curp'], who.curp), *more_pairs(made, w)])}"
        f"{section('Fechas', dated)}{section('Unidad médica', clinic_pairs(made, w))}"
        f"{jobs or pieces.employers(made, w, 'sentence')}{kin}{stationery.doctor(rng)}"
        + pieces.small_print(made, rng, size=6)
    )
    return (page(body, rng, face=rng.choice(("'Roboto'", "'Carlito'")), size=rng.uniform(9.4, 10.2), pad=40),)


def versalitas(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """Each value on a line of its own breadth; below the line its caption, in small capitals."""

    def line(pairs: list[Pair]) -> str:
        cells = "".join(
            f'<div style="flex:{max(len(value), len(label), 8)} 1 0"><div style="border-bottom:1px solid #333">'
            f'{escape(value) or "&nbsp;"}</div><div style="font-variant:small-caps;font-size:0.8em">'
            f"{escape(label.lower())}</div></div>"
            for label, value in pairs
        )
        return f'<div style="display:flex;gap:16px;margin:10px 0;align-items:flex-end">{cells}</div>'

    states = state_pairs(made, w)
    lines = [who_pairs(made, w, rng), clinic_pairs(made, w)[:3], more_pairs(made, w), states[:2],
             clinic_pairs(made, w)[3:] + states[2:]]  # fmt: skip
    lines += [[(w["modality"], one.modality), (w["employer"], one.name), (w["registro"], w.registro(one.registro))]
              for one in made.employers]  # fmt: skip
    family = [[(w["relation"], row.relation), ("nombre del familiar", w.full(row.human)), ("CURP", row.human.curp),
               ("agregado", row.agregado), ("con derecho al servicio médico", w.said(row.right))]
              for row in made.kin]  # fmt: skip
    body = (
        f'<div style="display:flex;justify-content:space-between;align-items:flex-end"><div style="font-variant:'
        f'small-caps;font-size:1.4em">{escape(w["title"])}</div>{stationery.letterhead(rng)}</div>'
        f"{''.join(map(line, lines))}{'' if made.employers else pieces.employers(made, w, 'sentence')}"
        f"{''.join(map(line, family))}{stationery.signature(rng)}"
    )
    face = rng.choice(("'Liberation Serif'", "'DejaVu Serif'", "'FreeSerif'", "'Carlito'"))
    return (page(body, rng, face=face, size=rng.uniform(9.2, 10), pad=46),)


def ficha(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """A grid of pairs: a shaded cell for the label, beside it one for the value, three lines high."""
    pairs = [(label, escape(value)) for label, value in stationery.everything(made, w, rng)]
    pairs += [
        (f"{w['employer']} ({number})", f"{escape(one.name)}<br>{w['registro']} {w.registro(one.registro)}<br>"
         f"{w['modality']} {one.modality}")
        for number, one in enumerate(made.employers, 1)
    ]  # fmt: skip
    pairs += [
        (f"Beneficiario(a): {row.relation}", f"{escape(w.full(row.human))}<br>{row.human.curp} &middot; "
         f"{row.agregado}<br>Derecho al servicio médico: {w.said(row.right)}")
        for row in made.kin
    ]  # fmt: skip
    shade, align = rng.choice(("#dcdcdc", "#cfe3d8", "#ecd9d0")), rng.choice(("middle", "top", "bottom"))

    def cells(pair: Pair) -> str:
        return (
            f'<td style="background:{shade};width:17%;border:1px solid #888;padding:3px 6px">{escape(pair[0])}</td>'
            f'<td style="border:1px solid #888;padding:3px 6px;vertical-align:{align}">{pair[1] or "&nbsp;"}</td>'
        )

    table = "".join(
        f'<tr style="height:50px">{"".join(map(cells, pairs[start : start + 2]))}</tr>'
        for start in range(0, len(pairs), 2)
    )
    none = "" if made.employers else pieces.employers(made, w, "sentence")
    body = (
        f"<h2>{escape(w['title'])}</h2><table style='table-layout:fixed'>{table}</table>{none}{stationery.doctor(rng)}"
        f"{pieces.small_print(made, rng, size=6)}"
    )
    return (page(body, rng, size=rng.uniform(9, 9.7), pad=34),)
