"""Sheets that students send in place of the constancia, and papers that have nothing to do with it."""

from collections.abc import Callable
from datetime import timedelta
from html import escape
from random import Random

from bench.truth import Truth
from bench.unseen import marks
from bench.unseen.cases import OURS, TODAY, firm, other_school
from bench.unseen.people import STATES, Human, agregado_of, human, plain
from bench.unseen.sheets import Printed
from bench.unseen.wording import Wording, wording
from mailproc.reading.model import Document

# What a sheet of another kind may say of these is arguable; NSS, CURP, name and the right to care are not.
LOOSE = frozenset({"holder", "issued", "valid_until", "estado", "umf", "agregado", "employers"})


def _made(
    rng: Random,
    body: str,
    document: Document,
    who: Human | None,
    *,
    has: str = "nss curp name",
    loose: frozenset[str] = LOOSE,
    small: bool = False,
) -> Printed:
    known = has.split() if who else []
    truth = Truth(
        document=document,
        case=str(document),
        nss=who.nss if who and "nss" in known else None,
        curp=who.curp if who and "curp" in known else None,
        name=who.full if who and "name" in known else None,
        unscored=loose,
    )
    font, size = rng.choice(marks.FONTS), rng.uniform(10, 12)
    framed = f'<div style="width:480px;border:1px solid #888;padding:14px">{body}</div>' if small else body
    return Printed((marks.page(framed, font=font, size=size),), truth)


def _start(rng: Random) -> tuple[Human, Wording]:
    return human(rng, ages=(18, 25), today=TODAY), wording(rng)


def _top(rng: Random, title: str, office: str = "INSTITUTO MEXICANO DEL SEGURO SOCIAL") -> str:
    side = rng.choice(("left", "center"))
    return f'<div style="text-align:{side}">{marks.crest(rng)}<br>{office}<h2>{escape(title)}</h2></div>'


def _lines(cells: list[tuple[str, str]]) -> str:
    return "".join(f"<p>{escape(label)}: <b>{escape(value)}</b></p>" for label, value in cells)


def nss_sheet(rng: Random) -> Printed:
    """The sheet of the assigned NSS."""
    who, w = _start(rng)
    title = rng.choice(
        ("Asignación de Número de Seguridad Social", "Asignación o Localización de Número de Seguridad Social")
    )
    body = (
        _top(rng, title)
        + f"<p>{escape(w.full(who))}, con fecha {w.day(TODAY - timedelta(days=rng.randint(2, 900)))} "
        + "le informamos que:</p>"
        + f'<p style="font-size:1.4em">Su Número de Seguridad Social es: <b>{w.nss(who.nss)}</b></p>'
        + _lines([("CURP", who.curp), ("Nombre(s)", w.text(who.given)), ("Primer apellido", w.text(who.first)),
                  ("Segundo apellido", w.text(who.second)), ("Fecha de nacimiento", w.day(who.born))])
        + "<p>Este documento no acredita el derecho al servicio médico. Para conocer su vigencia de derechos "
        + "consulte el portal del Instituto.</p>"
        + marks.code(rng) + f"<p>Folio: {rng.randint(10**10, 10**11 - 1)}</p>"
    )  # fmt: skip
    return _made(rng, body, Document.ASIGNACION_NSS, who)


def nss_card(rng: Random) -> Printed:
    """The card to cut out."""
    who, w = _start(rng)
    body = (
        f'<div style="display:flex;gap:12px">{marks.crest(rng, 46)}<div>{escape(w.full(who))}</div></div>'
        f'<p>tu Número de Seguridad Social es:</p><p style="font-size:1.7em"><b>{w.nss(who.nss)}</b></p>'
        f"<p>Asociado a la CURP: <b>{who.curp}</b></p><p>Recorta y conserva esta tarjeta.</p>"
    )
    return _made(rng, body, Document.ASIGNACION_NSS, who, small=True)


def weeks(rng: Random) -> Printed:
    """Weeks of contribution, with the employers of a life."""
    who, w = _start(rng)
    rows = []
    for one in (firm(rng), other_school(rng), firm(rng))[: rng.randint(1, 3)]:
        start = TODAY - timedelta(days=rng.randint(400, 1500))
        rows.append(
            [one.name, w.registro(one.registro), f"{start:%d/%m/%Y}", rng.choice(("VIGENTE", "01/02/2026"))]
        )
    body = (
        _top(rng, "Constancia de Semanas Cotizadas en el IMSS")
        + _lines([("Nombre", w.full(who)), ("NSS", w.nss(who.nss)), ("CURP", who.curp)])
        + f'<p>Total de semanas cotizadas: <b style="font-size:1.5em">{rng.randint(3, 190)}</b></p>'
        + marks.table(["Nombre del patrón", "Registro patronal", "Fecha de alta", "Fecha de baja"], rows)
        + f"<p>Fecha de emisión: {w.day(TODAY)}</p>"
        + "<p>La vigencia de derechos se consulta en otro servicio del portal.</p>"
    )
    return _made(rng, body, Document.SEMANAS, who)


def curp_sheet(rng: Random) -> Printed:
    """RENAPO's sheet."""
    who, w = _start(rng)
    body = (
        _top(rng, "Clave Única de Registro de Población", "ESTADOS UNIDOS MEXICANOS · SECRETARÍA DE GOBERNACIÓN")
        + f'<p>Clave:</p><p style="font-size:1.5em"><b>{who.curp}</b></p><p>Nombre:</p>'
        + f"<p><b>{escape(w.text(who.full))}</b></p><p>Entidad de registro: {STATES[who.state]}</p>"
        + f"{marks.code(rng)}<p>Soy México · CURP certificada: verificada con el Registro Civil · RENAPO</p>"
        + f"<p>Fecha de inscripción {w.day(who.born + timedelta(days=900))} "
        + f"· Folio {rng.randint(10**8, 10**9 - 1)}</p>"
    )
    return _made(rng, body, Document.CURP, who, has="curp name")


def no_right(rng: Random) -> Printed:
    """The sheet for those without any right to care."""
    who, w = _start(rng)
    title = rng.choice(("Constancia de no derecho al servicio médico", "Constancia de no derechohabiencia"))
    body = (
        _top(rng, title)
        + f"<p>Por medio de la presente se informa que {escape(w.full(who))}, CURP {who.curp}, "
        + f"NSS {w.nss(who.nss)}, al {w.day(TODAY)} no cuenta con derecho al servicio médico del Instituto.</p>"
        + f"<p>Asunto: {title.lower()}.</p>"
        + f"<p>Se extiende a petición del interesado.</p><p>Folio {rng.randint(10**10, 10**11 - 1)}</p>"
    )
    return _made(rng, body, Document.NO_DERECHO, who, loose=LOOSE | {"vigente"})


def carnet(rng: Random) -> Printed:
    """The booklet of health or the card of appointments."""
    who, w = _start(rng)
    title = rng.choice(
        ("Cartilla Nacional de Salud", "PREVENIMSS · Cartilla Nacional de Salud", "Carnet de citas")
    )
    body = (
        f"<h2>{title}</h2>"
        + _lines([("Nombre", w.full(who)), ("Número de Seguridad Social", w.nss(who.nss)),
                  ("Agregado Médico", agregado_of("1", who, "ES")), ("UMF", "13"),
                  ("Consultorio", str(rng.randint(1, 20))), ("Turno", "MATUTINO")])
        + marks.table(["Fecha", "Hora", "Servicio"],
                      [[f"{TODAY:%d/%m/%Y}", "08:30", "Medicina familiar"], ["", "", ""]])
        + "<p>Programas integrados de salud</p>"
    )  # fmt: skip
    return _made(rng, body, Document.CARNET, who, has="nss name", small=True)


def identity(rng: Random) -> Printed:
    """A voter's card, front."""
    who, w = _start(rng)
    key = plain(who.first)[:3] + plain(who.second)[:3] + f"{who.born:%y%m%d}07{who.sex}{rng.randint(100, 999)}"
    body = (
        f'<div style="display:flex;gap:14px"><div><b>MÉXICO</b><br>INSTITUTO NACIONAL ELECTORAL<br>'
        f'CREDENCIAL PARA VOTAR</div></div><div style="display:flex;gap:12px">'
        f'<div style="width:110px;height:140px;background:#c8ccd0"></div>'
        f"<div><p>NOMBRE<br><b>{escape(w.text(who.first))}<br>{escape(w.text(who.second))}<br>{escape(w.text(who.given))}"
        f"</b></p><p>CLAVE DE ELECTOR {key}</p><p>CURP {who.curp}</p>"
        f"<p>AÑO DE REGISTRO {who.born.year + 18} 00</p><p>FECHA DE NACIMIENTO {who.born:%d/%m/%Y} "
        f"&nbsp; SECCIÓN {rng.randint(1000, 2000)} &nbsp; VIGENCIA 2025-2035</p>"
        "</div></div>"
    )
    return _made(rng, body, Document.IDENTIFICACION, who, has="curp name", small=True)


def affiliation(rng: Random) -> Printed:
    """The notice that the institute registered the student."""
    who, w = _start(rng)
    title = rng.choice(
        ("Aviso de inscripción del trabajador", "Hoja de afiliación del estudiante", "Constancia de alta")
    )
    body = (
        _top(rng, title, "INSTITUTO MEXICANO DEL SEGURO SOCIAL · AFILIACIÓN")
        + _lines([("Registro patronal", w.registro(OURS.registro)),
                  ("Nombre, denominación o razón social", OURS.name),
                  ("Número de Seguridad Social", w.nss(who.nss)), ("CURP", who.curp),
                  ("Nombre del estudiante", w.full(who)), ("Tipo de movimiento", "ALTA / REINGRESO"),
                  ("Fecha de movimiento", w.day(TODAY)), ("Modalidad", "32")])
        + "<p>Seguro facultativo de estudiantes. Preséntese en su Unidad de Medicina Familiar con esta hoja de "
        + "afiliación.</p>"
        + '<p style="margin-top:60px">________________________<br>Sello y firma del patrón</p>'
    )  # fmt: skip
    return _made(rng, body, Document.HOJA_AFILIACION, who)


def grades(rng: Random) -> Printed:
    """A school's list of marks with the student's CURP and NSS on it."""
    who, w = _start(rng)
    rows = [[f"ACA{rng.randint(1000, 9999)}", subject, str(rng.randint(70, 100))]
            for subject in ("Cálculo integral", "Química", "Taller de ética", "Dibujo industrial")]  # fmt: skip
    body = (
        _top(rng, "Boleta de calificaciones", OURS.name)
        + _lines([("No. de control", str(rng.randint(20270000, 26270999))), ("Alumno", w.full(who)),
                  ("CURP", who.curp), ("NSS", who.nss)])
        + marks.table(["Clave", "Materia", "Calificación"], rows) + f"<p>Promedio: {rng.uniform(72, 98):.2f}</p>"
    )  # fmt: skip
    return _made(rng, body, Document.DESCONOCIDO, who, loose=LOOSE | {"nss", "curp", "name"})


def enrolment(rng: Random) -> Printed:
    """A proof of being a student, for the IMSS: mentions right to care and gives none."""
    who, w = _start(rng)
    body = (
        _top(rng, "Constancia de estudios", rng.choice((OURS.name, "UNIVERSIDAD DEL SURESTE")))
        + f"<p>A quien corresponda: se hace constar que {escape(w.full(who))} cursa el {rng.randint(1, 9)}.º "
        + f"semestre, vigente del {w.day(TODAY)} al {w.day(TODAY + timedelta(days=150))}. Se extiende "
        + "para trámites de servicio médico ante el IMSS, a fin de que cuente con derecho a la atención que "
        + "corresponda.</p><p>ATENTAMENTE</p>"
    )
    return _made(rng, body, Document.DESCONOCIDO, who, has="name", loose=LOOSE | {"name"})


def bill(rng: Random) -> Printed:
    """A power bill: long numbers of all kinds."""
    who, w = _start(rng)
    body = (
        _top(rng, "Recibo de energía eléctrica", "SUMINISTRADOR DE SERVICIOS BÁSICOS")
        + _lines([("Nombre", w.full(who)), ("No. de servicio", str(rng.randint(10**11, 10**12 - 1))),
                  ("RMU", f"29000 {rng.randint(10, 99)}-{rng.randint(10, 99)}-{rng.randint(10, 99)}"),
                  ("Total a pagar", f"${rng.randint(90, 900)}.00"), ("Cuenta", who.nss[::-1])])
    )  # fmt: skip
    return _made(rng, body, Document.DESCONOCIDO, who, has="name", loose=LOOSE | {"name"})


def payment(rng: Random) -> Printed:
    """A bank's slip."""
    body = _top(rng, "Comprobante de transferencia", "BANCO DEL SURESTE") + _lines([
        ("Clave de rastreo", f"{rng.randint(10**17, 10**18 - 1)}"),
        ("Referencia", str(rng.randint(10**6, 10**7 - 1))),
        ("Folio", str(rng.randint(10**10, 10**11 - 1))), ("Concepto", "REINSCRIPCION SEMESTRE AGO-DIC"),
        ("Importe", f"${rng.randint(900, 3900)}.00"), ("Fecha", f"{TODAY:%d/%m/%Y}"),
    ])  # fmt: skip
    return _made(rng, body, Document.DESCONOCIDO, None)


LOOKALIKES: dict[str, Callable[[Random], Printed]] = {
    "nss_sheet": nss_sheet, "nss_card": nss_card, "weeks": weeks, "curp_sheet": curp_sheet, "no_right": no_right,
    "carnet": carnet, "identity": identity, "affiliation": affiliation,
}  # fmt: skip
OTHERS: dict[str, Callable[[Random], Printed]] = {
    "grades": grades, "enrolment": enrolment, "bill": bill, "payment": payment,
}  # fmt: skip
