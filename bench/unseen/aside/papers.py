"""Other papers held aside: those that are taken for a constancia, and some of no kind that we know."""

from collections.abc import Callable
from datetime import timedelta
from html import escape
from random import Random

from bench.truth import FIELDS, Truth
from bench.unseen.aside import pieces
from bench.unseen.aside.pieces import bold, digits, page, rows
from bench.unseen.aside.situations import PLACES, firm, ours, person, school
from bench.unseen.aside.words import Words, words
from bench.unseen.cases import TODAY
from bench.unseen.people import Human, agregado_of
from bench.unseen.sheets import Printed
from mailproc.reading.model import Document

IMSS = "INSTITUTO MEXICANO DEL SEGURO SOCIAL"


def _printed(
    body: str, document: Document, who: Human | None, has: str, rng: Random, *, size: float = 11
) -> Printed:
    """A paper whose numbers and names `has` lists are on it; all else that it may say is left open. Of a paper of
    no kind we know, everything is."""
    known = has.split() if who and document is not Document.DESCONOCIDO else []
    told = {name: who.full if name == "name" else getattr(who, name) for name in known if who}
    loose = {"holder", "issued", "valid_until", "estado", "umf", "agregado", "employers"}
    if document is Document.DESCONOCIDO:
        loose = set(FIELDS)
    if document is Document.NO_DERECHO:
        loose.add("vigente")
    truth = Truth(document, document.value, **told, unscored=frozenset(loose))
    return Printed((page(body, rng, size=size),), truth)


def _drawn(rng: Random) -> tuple[Human, Words]:
    return person(rng, (18, 26)), words(rng)


def _said(*pairs: tuple[str, str]) -> str:
    return "".join(f"<div style='margin:5px 0'>{escape(label)} {bold(value)}</div>" for label, value in pairs)


def localizacion(rng: Random) -> Printed:
    """The NSS assigned or found."""
    who, w = _drawn(rng)
    title = rng.choice(("Asignación o Localización de NSS", "Asignación de Número de Seguridad Social"))
    body = (
        f"<p>{IMSS}<br>Dirección de Incorporación y Recaudación</p><h2>{title}</h2>"
        "<p>Asignación de Número de Seguridad Social</p><p>Hemos localizado en nuestra base de datos el registro "
        f"siguiente:</p>{_said(('NSS:', w.nss(who.nss)), ('CURP:', who.curp), ('A nombre de:', w.full(who)))}"
        f"<p>Fecha de asignación: {w.day(TODAY - timedelta(days=rng.randint(9, 1500)))}</p>"
        "<p>Este número es único, permanente e intransferible. No es una constancia de vigencia de derechos ni da "
        f"derecho por sí mismo al servicio médico.</p>{pieces.seal(rng, 120)}"
    )
    return _printed(body, Document.ASIGNACION_NSS, who, "nss curp name", rng)


def recorte(rng: Random) -> Printed:
    """The little card with the NSS."""
    who, w = _drawn(rng)
    body = (
        '<div style="border:2px dashed #444;width:350px;padding:16px;margin:60px auto;text-align:center">'
        f"<div>{escape(w.full(who))}</div><div>tu Número de Seguridad Social es:</div>"
        f'<div style="font-size:1.8em">{bold(w.nss(who.nss))}</div><div>Asociado a la CURP: {who.curp}</div></div>'
    )
    return _printed(body, Document.ASIGNACION_NSS, who, "nss curp name", rng)


def semanas(rng: Random) -> Printed:
    """Weeks of contribution: jobs, salaries, days in force and out of it."""
    who, w = _drawn(rng)
    jobs = []
    for one in (firm(rng), school(rng), firm(rng), ours(rng))[: rng.randint(1, 4)]:
        start = TODAY - timedelta(days=rng.randint(300, 1400))
        jobs.append(
            (
                one.name,
                one.registro,
                w.day(start),
                rng.choice(("Vigente", w.day(TODAY))),
                f"$ {rng.randint(250, 480)}.35",
            )
        )
    body = (
        f"<h2>Constancia de Semanas Cotizadas en el IMSS</h2><p>Asegurado: {bold(w.full(who))} &nbsp; NSS: "
        f"{bold(w.nss(who.nss))} &nbsp; CURP: {bold(who.curp)}</p><p>Tu total de semanas cotizadas: "
        f"<b>{rng.randint(2, 260)}</b> &nbsp; Semanas descontadas: 0 &nbsp; Semanas reintegradas: 0</p>"
        + rows(("Patrón", "Registro patronal", "Alta", "Baja", "Salario base"), jobs)
        + f"<p>Expedida el {w.day(TODAY)}. Para fines informativos.</p>{pieces.seal(rng, 180)}"
    )
    return _printed(body, Document.SEMANAS, who, "nss curp name", rng, size=10)


def clave(rng: Random) -> Printed:
    """RENAPO's key."""
    who, w = _drawn(rng)
    body = (
        "<p>ESTADOS UNIDOS MEXICANOS<br>Registro Nacional de Población (RENAPO)</p>"
        "<h2>Constancia de la Clave Única de Registro de Población</h2>"
        f"{_said(('Clave', who.curp), ('Nombre', w.full(who)))}"
        f"<p>Entidad de registro {PLACES[who.state]}. Municipio {rng.randint(1, 120):03d}, acta {digits(rng, 5)}, año "
        f"{who.born.year}</p><p>CURP certificada: verificada con el Registro Civil. La impresión tiene validez oficial."
        f"</p><p>{digits(rng, 18)}</p>"
    )
    return _printed(body, Document.CURP, who, "curp name", rng)


def sin_derecho(rng: Random) -> Printed:
    """The letter of those without right."""
    who, w = _drawn(rng)
    title = rng.choice(("Constancia de no derechohabiencia", "Constancia de no derecho al servicio médico"))
    body = (
        f'<p style="text-align:center">{IMSS}</p><h2 style="text-align:center">{title}</h2>'
        f"<p>Se informa que en los registros del Instituto {bold(w.full(who))}, CURP {bold(who.curp)} y NSS "
        f"{bold(w.nss(who.nss))}, <b>no tiene derecho al servicio médico</b> al {w.day(TODAY)}.</p>"
        f"<p>La presente {title.lower()} se expide a solicitud de la persona interesada.</p>{pieces.seal(rng, 200)}"
    )
    return _printed(body, Document.NO_DERECHO, who, "nss curp name", rng)


def cartilla(rng: Random) -> Printed:
    """The health booklet's first leaf, with vaccines."""
    who, w = _drawn(rng)
    shots = [(name, f"{TODAY - timedelta(days=rng.randint(30, 900)):%d/%m/%Y}", "") for name in
             ("Hepatitis B", "Td", "Influenza", "SR")]  # fmt: skip
    body = (
        "<h2>CARTILLA NACIONAL DE SALUD</h2><p>Mujeres y hombres de 20 a 59 años &middot; PREVENIMSS</p>"
        + _said(("Nombre", w.full(who)), ("NSS", w.nss(who.nss)), ("Agregado Médico", agregado_of("1", who, "ES")),
                ("CURP", who.curp), ("UMF", f"{rng.choice((13, 23, 25))}"), ("Consultorio", f"{rng.randint(1, 18)}"))
        + rows(("Vacuna", "Fecha", "Firma"), shots)
    )  # fmt: skip
    return _printed(body, Document.CARNET, who, "nss curp name", rng)


def movimiento(rng: Random) -> Printed:
    """The notice of a registration: the hoja de afiliación."""
    who, w = _drawn(rng)
    title = rng.choice(("Aviso de inscripción (alta) de estudiante", "Hoja de afiliación", "AVISO DE INSCRIPCIÓN"))
    one = ours(rng)
    body = (
        f"<h2>{title}</h2><p>Hoja de afiliación al seguro para estudiantes, aviso de inscripción.</p>"
        + rows(("NSS", "Nombre", "CURP"), [(w.nss(who.nss), w.full(who), who.curp)], "grid")
        + rows(("Movimiento", "Fecha", "Registro patronal", "Patrón o sujeto obligado"),
               [("08 ALTA / REINGRESO", w.day(TODAY), one.registro, one.name)], "grid")
        + f"<p>Lote {digits(rng, 9)}. Recibido por IDSE, acuse {digits(rng, 11)}.</p>"
    )  # fmt: skip
    return _printed(body, Document.HOJA_AFILIACION, who, "nss curp name", rng)


def credencial(rng: Random) -> Printed:
    """The voter's card, both sides."""
    who, w = _drawn(rng)
    body = (
        '<div style="border:1px solid #777;border-radius:12px;width:430px;padding:14px"><b>INSTITUTO NACIONAL '
        f"ELECTORAL</b><br>CREDENCIAL PARA VOTAR<p>NOMBRE<br>{escape(w.text(who.first))}<br>"
        f"{escape(w.text(who.second))}"
        f"<br>{escape(w.text(who.given))}</p><p>DOMICILIO<br>C {rng.randint(1, 30)} PTE NTE {rng.randint(100, 999)}<br>"
        f"TUXTLA GUTIÉRREZ, CHIS.</p><p>CURP {who.curp} &nbsp; FECHA DE NACIMIENTO {who.born:%d/%m/%Y}<br>"
        f"SECCIÓN {digits(rng, 4)} &nbsp; EMISIÓN 2024 &nbsp; VIGENCIA 2034</p></div>"
        f'<div style="font-family:Liberation Mono;margin-top:30px">IDMEX{digits(rng, 10)}&lt;&lt;'
        f"{digits(rng, 13)}</div>"
    )
    return _printed(body, Document.IDENTIFICACION, who, "curp name", rng)


def nomina(rng: Random) -> Printed:
    """A pay slip: NSS, CURP, registro patronal and the employer."""
    who, w = _drawn(rng)
    one = firm(rng)
    body = (
        f"<h2>Recibo de nómina</h2>{_said(('Empresa', one.name), ('Registro patronal IMSS', one.registro))}"
        + _said(("Trabajador", w.full(who)), ("NSS", w.nss(who.nss)), ("CURP", who.curp))
        + rows(("Percepción", "Importe"), [("Sueldo", f"{rng.randint(2000, 6000)}.00"), ("Cuota IMSS", "-87.12")])
        + f"<p>Periodo {w.day(TODAY - timedelta(days=15))} a {w.day(TODAY)}</p>{pieces.seal(rng)}"
    )
    return _printed(body, Document.DESCONOCIDO, who, "", rng)


def estudios(rng: Random) -> Printed:
    """A certificate of studies with its own 'vigencia'."""
    who, w = _drawn(rng)
    body = (
        f"<h2>{rng.choice((ours(rng).name, school(rng).name))}</h2><p>Departamento de Servicios Escolares</p>"
        f"<p>CONSTANCIA</p><p>Se hace constar que {bold(w.full(who))}, CURP {who.curp}, con número de control "
        f"{digits(rng, 8)}, es estudiante inscrito(a) y vigente en el periodo agosto-diciembre de 2026. Se expide para "
        f"su afiliación al IMSS (NSS {w.nss(who.nss)}), a los {TODAY.day} días de noviembre de 2026.</p>"
    )
    return _printed(body, Document.DESCONOCIDO, who, "", rng)


def fiscal(rng: Random) -> Printed:
    """The tax office's constancia."""
    who, w = _drawn(rng)
    body = (
        "<h2>CONSTANCIA DE SITUACIÓN FISCAL</h2><p>Servicio de Administración Tributaria</p>"
        + _said(("RFC:", f"{who.curp[:10]}{digits(rng, 3)}"), ("CURP:", who.curp), ("Nombre:", w.full(who)),
                ("Estatus en el padrón:", "ACTIVO"), ("Código Postal:", digits(rng, 5)))
        + f"<p>Lugar y fecha de emisión: TUXTLA GUTIERREZ, CHIAPAS A {w.day(TODAY)}</p><p>idCIF: {digits(rng, 11)}</p>"
        + f"<p>Cadena Original Sello: ||{TODAY:%Y/%m/%d}|{who.curp[:10]}|{pieces.seal(rng, 160)}||</p>"
    )  # fmt: skip
    return _printed(body, Document.DESCONOCIDO, who, "", rng)


def error(rng: Random) -> Printed:
    """The portal's refusal, in one of several forms."""
    who, _ = _drawn(rng)
    text = rng.choice((
        "No se encuentra registrado aún como derechohabiente.",
        "Los datos proporcionados son inconsistentes. Acuda a su subdelegación.",
        "Ha excedido el límite diario de consultas. Intente el día de mañana.",
        "La CURP no fue encontrada en RENAPO.",
    ))  # fmt: skip
    body = (
        f'<div style="background:#0c231e;color:#fff;padding:9px">IMSS Digital</div><h3>Vigencia de derechos</h3>'
        f"<p>CURP ingresada: {who.curp}</p><div style='border:1px solid #b00;background:#fdecea;padding:12px'>"
        f"Aviso<br>{text}<br>Código {digits(rng, 4)}</div><p>Aceptar &nbsp; Cancelar</p>"
    )
    return _printed(body, Document.DESCONOCIDO, who, "", rng)


def agua(rng: Random) -> Printed:
    """A water bill."""
    who, w = _drawn(rng)
    body = (
        "<h2>Sistema Municipal de Agua Potable</h2>"
        + _said(("Usuario", w.full(who)), ("Contrato", digits(rng, 11)), ("Medidor", digits(rng, 8)),
                ("Vence", w.day(TODAY + timedelta(days=12))), ("Total", f"$ {rng.randint(80, 700)}.00"))
        + f"<p>Línea de captura {digits(rng, 18)} {digits(rng, 9)}</p>"
    )  # fmt: skip
    return _printed(body, Document.DESCONOCIDO, who, "", rng)


LOOKALIKES: dict[str, Callable[[Random], Printed]] = {
    "localizacion": localizacion, "recorte": recorte, "semanas": semanas, "clave": clave,
    "sin_derecho": sin_derecho, "cartilla": cartilla, "movimiento": movimiento, "credencial": credencial,
}  # fmt: skip
OTHERS: dict[str, Callable[[Random], Printed]] = {
    "nomina": nomina, "estudios": estudios, "fiscal": fiscal, "error": error, "agua": agua,
}  # fmt: skip
