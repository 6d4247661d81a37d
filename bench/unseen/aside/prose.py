"""Layouts held aside in which the data stand in sentences, answers and mails."""

from datetime import timedelta
from html import escape
from random import Random

from bench.unseen.aside import pieces
from bench.unseen.aside.pieces import bold, page
from bench.unseen.aside.situations import Facts
from bench.unseen.aside.words import Words, clinic_pairs, more_pairs, state_pairs, who_pairs


def carta(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """A letter to an institution; every value is a part of a sentence, the verdict too."""
    who = made.head
    place = f"Tuxtla Gutiérrez, Chiapas, a {w.day(made.issued)}"
    opening = rng.choice((
        f"En atención a su solicitud, y con base en los registros del Instituto, hago constar que {bold(w.full(who))} "
        f"está inscrito(a) con el número de seguridad social {bold(w.nss(who.nss))}, y que su CURP es "
        f"{bold(who.curp)}.",
        f"El número de seguridad social {bold(w.nss(who.nss))} pertenece a {bold(w.full(who))}, identificado(a) con la "
        f"CURP {bold(who.curp)}, según los registros de este Instituto.",
    ))  # fmt: skip
    verdict = f"A esta fecha <b>{'sí' if made.right else 'no'}</b> cuenta con derecho al servicio médico"
    verdict += f", y su estado es {bold(w.text(made.estado))}." if made.estado else "."
    clinic = (
        f"Para recibir consulta le corresponde la Unidad de Medicina Familiar número {int(made.umf)}, en el "
        f"consultorio {made.room} del turno {made.turn.lower()}; su agregado médico es {made.agregado}."
        if made.umf
        else "No se localizó unidad de medicina familiar de adscripción."
    )
    until = f"Este derecho estará vigente hasta el {w.day(made.valid_until)}." if made.valid_until else ""
    kin = "".join(
        f"<li>{escape(w.full(row.human))}, con CURP {row.human.curp}, en calidad de {row.relation.lower()} (agregado "
        f"médico {row.agregado}), quien {'sí' if row.right else 'no'} tiene derecho al servicio médico.</li>"
        for row in made.kin
    )
    family = f"<p>Como beneficiarios de la misma persona están registrados:</p><ol>{kin}</ol>" if kin else ""
    body = (
        f"<p>INSTITUTO MEXICANO DEL SEGURO SOCIAL<br>Asunto: {escape(w['title'])}</p>"
        f'<p style="text-align:right">Fecha de expedición: {place}</p>'
        f"<p>A QUIEN CORRESPONDA<br>P r e s e n t e</p>"
        f'<div style="line-height:1.55;text-align:justify"><p>{opening} {verdict}</p><p>{clinic} {until}</p></div>'
        f"{pieces.employers(made, w, rng.choice(('sentence', 'list')))}{family}"
        "<p>Sin otro particular, le envío un cordial saludo.</p>"
        "<p><br>Subdelegación · Área de Afiliación y Vigencia</p>" + pieces.small_print(made, rng)
    )
    return (page(body, rng, size=rng.uniform(10, 11.3), pad=70),)


def correo(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """A mail from the service, printed from the mail program; it was sent on another day than the document is of."""
    sent = made.issued + timedelta(days=rng.choice((1, 1, 2)))
    who, (nss, *_) = made.head, who_pairs(made, w, rng)
    address = f"{who.curp[:4].lower()}{rng.randint(10, 99)}@correo.example"
    told = [nss, (w["curp"], who.curp), (w["name"], w.full(who)), *state_pairs(made, w), *clinic_pairs(made, w)]
    lines = "".join(f"<div>&bull; {escape(label)}: {escape(value)}</div>" for label, value in told)
    kin = "".join(
        "<div>&ndash; " + escape("; ".join(f"{label}: {value}" for label, value in pieces.kin_pairs(made, w, number)))
        + "</div>"
        for number in range(len(made.kin))
    )  # fmt: skip
    family = f"<p>{escape(w['kin'])}:</p>{kin}" if kin else ""
    body = (
        f'<div style="border-bottom:2px solid #000;padding-bottom:6px">{bold(w["title"])}<br>1 mensaje</div>'
        f'<table style="font-size:0.92em"><tr><td><b>De:</b> Servicios digitales &lt;no-responder@avisos.example&gt;'
        f"<br><b>Para:</b> {address}</td><td style='text-align:right'>{sent:%d/%m/%Y}, {rng.randint(7, 21)}:"
        f"{rng.randint(10, 59)}</td></tr></table>"
        f"<p>Estimado(a) derechohabiente:</p><p>Le enviamos el resultado de su consulta de vigencia de derechos "
        f"ante el IMSS.</p>{lines}{pieces.employers(made, w, rng.choice(('list', 'sentence', 'table')))}{family}"
        f"<p>No responda este mensaje. Ticket {pieces.digits(rng, 11)}.</p><p>-- <br>IMSS, atención al "
        f"derechohabiente, 800 623 2323</p>"
    )
    return (page(body, rng, size=rng.uniform(9.5, 10.8)),)


def preguntas(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """Questions and answers."""
    who = made.head
    asked = [
        ("¿De quién es esta constancia?", w.full(who)),
        ("¿Cuál es su número de seguridad social?", w.nss(who.nss)),
        ("¿Cuál es su CURP?", who.curp),
        ("¿Tiene derecho al servicio médico?", w.said(made.right)),
        ("¿En qué estado se encuentra?", w.text(made.estado) or "Sin registro"),
        ("¿Cuál es su agregado médico?", made.agregado or "No asignado"),
        ("¿Qué Unidad de Medicina Familiar (UMF) le toca?", w.umf(made.umf) or "Ninguna por ahora"),
        ("¿Cuándo se expidió esta constancia?", w.day(made.issued)),
    ]  # fmt: skip
    if made.valid_until:
        asked.insert(rng.choice((4, 8)), ("¿Hasta cuándo está vigente?", w.day(made.valid_until)))
    if made.umf:
        asked.insert(7, ("¿En qué turno y consultorio?", f"{made.turn}, {made.room}"))
    numbered = rng.random() < 0.5
    lines = "".join(
        f"<dt>{f'{number}. ' if numbered else ''}{escape(question)}</dt><dd>{escape(answer)}</dd>"
        for number, (question, answer) in enumerate(asked, 1)
    )
    kin = "".join(
        f"<dt>¿Quién más está registrado?</dt><dd>{escape(w.full(row.human))} &middot; {row.relation} &middot; CURP "
        f"{row.human.curp} &middot; agregado médico {row.agregado}</dd><dt>¿Esa persona tiene derecho al servicio "
        f"médico?</dt><dd>{w.said(row.right)}</dd>"
        for row in made.kin
    )
    body = (
        f'<h2 style="border-left:9px solid #7b2d43;padding-left:10px">{escape(w["title"])}</h2>'
        f"<dl>{lines}{kin}</dl>{pieces.employers(made, w, rng.choice(('cards', 'list')))}"
        + pieces.small_print(made, rng, size=6)
    )
    return (page(body, rng, size=rng.uniform(9.2, 10)),)


def portal(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """A government page printed from the browser: its own head and foot, menu, trail and links."""
    seen = made.issued + timedelta(days=rng.choice((0, 0, 1, 3)))
    hue = rng.choice(("#235b4e", "#9f2241", "#0c231e"))
    menu = " &nbsp; ".join(("Trámites", "Gobierno", "Participa", "Datos", "Inicio de sesión"))

    def block(title: str, pairs: list[tuple[str, str]]) -> str:
        inner = "".join(f"<dt>{escape(label)}</dt><dd>{escape(value) or '-'}</dd>" for label, value in pairs)
        return (
            f'<h3 style="color:{hue};border-bottom:3px solid {hue}">{title}</h3><dl style="margin:0">{inner}</dl>'
        )

    left = block("Asegurado", who_pairs(made, w, rng) + more_pairs(made, w)[: rng.choice((0, 3))])
    right = block("Atención", clinic_pairs(made, w))
    address = f"https://vigencia.servicios.example/derechos/consulta?id={pieces.digits(rng, 11)}"
    body = (
        f'<div style="font:8pt Roboto;display:flex;justify-content:space-between"><span>{seen:%d/%m/%y}, '
        f"{rng.randint(7, 22)}:{rng.randint(10, 59)}</span><span>{escape(w['title'])} | IMSS | Gobierno</span></div>"
        f'<div style="background:{hue};color:#fff;padding:7px 12px;margin:10px 0">gob.example &nbsp;&nbsp; {menu}</div>'
        f'<div style="font-size:0.85em">Inicio &gt; Derechohabientes &gt; Mis servicios &gt; Vigencia</div>'
        f"<h2>{escape(w['title'])}</h2>"
        f'<div style="display:grid;grid-template-columns:1fr 1fr;gap:0 34px"><div>{left}</div><div>{right}</div></div>'
        f"{block('Resultado de la consulta', state_pairs(made, w))}"
        f"{pieces.employers(made, w, rng.choice(pieces.HOWS))}{pieces.kin_table(made, w)}"
        '<p><u>Descargar</u> &nbsp; <u>Nueva consulta</u> &nbsp; <u>Calificar este servicio</u></p>'
        f'<div style="background:#e9ecef;padding:8px;font-size:0.8em">Enlaces: INE | SAT | RENAPO | Aviso de '
        f"privacidad<br>Contacto: Paseo de la Reforma 476, C.P. 06600, tel. 55 {pieces.digits(rng, 4)} "
        f"{pieces.digits(rng, 4)}</div>"
        f'<div style="font:7.5pt Roboto;position:absolute;bottom:16px;left:44px">{address} &nbsp; 1/1</div>'
    )  # fmt: skip
    return (page(body, rng, size=rng.uniform(8.6, 9.4)),)


def legal(made: Facts, w: Words, rng: Random) -> tuple[str, ...]:
    """Data run on in one paragraph, between a heading and a foot of law that is longer than they are."""
    told = who_pairs(made, w, rng) + more_pairs(made, w) + clinic_pairs(made, w)
    sep = rng.choice(("; ", " | ", " / "))
    run = sep.join(f"{escape(label)}: {bold(value)}" for label, value in told if value)
    result = sep.join(f"{escape(label)}: {bold(value)}" for label, value in state_pairs(made, w) if value)
    told_kin = [pieces.kin_pairs(made, w, number) for number in range(len(made.kin))]
    kin = "".join(
        f"<p>{number}) {sep.join(f'{escape(label)}: {bold(value)}' for label, value in pairs)}</p>"
        for number, pairs in enumerate(told_kin, 1)
    )
    kin = f"<h3>{escape(w['kin'])}</h3>{kin}" if kin else ""
    foot = (
        f"Fundamento: artículos {rng.randint(2, 250)}, {rng.randint(2, 250)} fracción IV y {rng.randint(251, 305)} de "
        f"la Ley del Seguro Social; acuerdo ACDO.AS2.HCT.{pieces.digits(rng, 6)}/{rng.randint(10, 300)}.P.DIR, "
        f"publicado en el Diario Oficial de la Federación el 12/03/2019. La presente no sustituye al aviso de "
        f"inscripción. Registro de formato FF-IMSS-{rng.randint(1, 99):03d}, homoclave IMSS-02-0{rng.randint(10, 90)}. "
    )
    body = (
        f'<div style="text-align:right;font-size:0.85em">Hoja 1 de 1 &middot; Expediente {pieces.digits(rng, 11)}</div>'
        f'<h2 style="text-align:center">{escape(w["title"])}</h2>'
        f'<p style="line-height:1.6">{run}.</p><p style="line-height:1.6">{result}.</p>'
        f"{pieces.employers(made, w, rng.choice(pieces.HOWS))}"
        f"{kin}"
        f'<div style="font-size:7pt;text-align:justify;margin-top:24px">{foot * rng.randint(1, 3)}</div>'
        + pieces.small_print(made, rng, size=7) + pieces.small_print(made, rng, size=6)
    )  # fmt: skip
    return (page(body, rng, size=rng.uniform(9.4, 10.4)),)
