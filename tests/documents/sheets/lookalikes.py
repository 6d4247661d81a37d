"""Documents that students send instead of the constancia, by their tell-tale texts; one function a document.

Each gives PDF bytes and the truth: the fields it really shows (a CURP sheet shows CURP and name), all else None.
"""

from collections.abc import Callable
from datetime import date
from random import Random

from reportlab.lib.colors import HexColor, black
from reportlab.lib.pagesizes import letter

from mailproc.reading.model import Document
from tests.documents import people
from tests.documents.identifiers import WORDS
from tests.documents.people import Human
from tests.documents.sheets.desk import Desk, Drawn
from tests.documents.sheets.look import emblem, squares, write
from tests.documents.sheets.truth import FIELDS, Sheet
from tests.documents.sheets.unrelated import UNRELATED

WIDTH, HEIGHT = letter
CARD = (342.0, 216.0)
"""Points of an identity card at twice its size, as photographed alone."""


def _asignacion(rng: Random, who: Human, today: date) -> Drawn:
    desk = Desk(rng)
    emblem(desk.canvas, WIDTH - 110, HEIGHT - 90, 50, desk.look)
    desk.title(
        rng.choice(
            ["Asignación de Número de Seguridad Social", "Asignación o Localización de Número de Seguridad Social"]
        )
    )
    desk.y -= 20
    desk.text(f"Fecha: {today:%d/%m/%Y}")
    desk.text(f"Estimado(a) {who.name}:")
    desk.text(
        "De acuerdo con tu solicitud, el Instituto Mexicano del Seguro Social te informa el número asignado:"
    )
    desk.text(f"Número de Seguridad Social: {who.nss}", 13, bold=True)
    desk.text(f"CURP: {who.curp}", 11, bold=True)
    desk.text("Este número es único, permanente e intransferible. Consérvalo para tus trámites ante el Instituto.")
    desk.text("Este documento no acredita la vigencia de derechos ni da derecho al servicio médico.", 8)
    squares(desk.canvas, 56, 80, 90, rng)
    return desk.done(), {"document": Document.ASIGNACION_NSS, "nss": who.nss, "curp": who.curp, "name": who.name}


def _tarjeta(rng: Random, who: Human, today: date) -> Drawn:
    desk = Desk(rng)
    desk.title("Tarjeta de Número de Seguridad Social", 12)
    desk.text("Recorta y conserva esta tarjeta.", 8)
    low = desk.y - 170
    desk.canvas.setDash(4, 3)
    desk.canvas.rect(56, low, 330, 165)
    desk.canvas.setDash()
    emblem(desk.canvas, 330, low + 110, 44, desk.look)
    face = desk.look.face
    for offset, text, size in (
        (140, who.name, 10),
        (112, "tu Número de Seguridad Social es:", 9),
        (90, who.nss, 18),
    ):
        write(desk.canvas, 68, low + offset, text, font=face.bold if size > 9 else face.regular, size=size)
    write(desk.canvas, 68, low + 60, f"Asociado a la CURP: {who.curp}", font=face.regular, size=9)
    squares(desk.canvas, 310, low + 16, 62, rng)
    return desk.done(), {"document": Document.ASIGNACION_NSS, "nss": who.nss, "curp": who.curp, "name": who.name}


def _semanas(rng: Random, who: Human, today: date) -> Drawn:
    desk = Desk(rng)
    desk.title("Constancia de Semanas Cotizadas en el IMSS")
    desk.text(f"Nombre: {who.name}", bold=True)
    desk.text(f"NSS: {who.nss}     CURP: {who.curp}")
    desk.text(f"Fecha de emisión: {today:%d/%m/%Y}")
    weeks = rng.randint(4, 260)
    desk.text(
        f"Total de semanas cotizadas: {weeks}     Semanas descontadas: 0     Semanas reintegradas: 0", bold=True
    )
    for _ in range(rng.randint(1, 3)):
        job = rng.choice(WORDS["employers"])
        hired = date(2024, rng.randint(1, 12), rng.randint(1, 28))
        desk.text(f"Nombre del patrón: {job}   Fecha de alta: {hired:%d/%m/%Y}   Fecha de baja: Vigente", 8)
        desk.text(f"Salario base de cotización: $ {rng.randint(250, 500)}.{rng.randint(10, 99)}", 8)
    desk.text("La información es susceptible de aclaración. No acredita el derecho al servicio médico.", 7)
    return desk.done(), {
        "document": Document.SEMANAS,
        "nss": who.nss,
        "curp": who.curp,
        "name": who.name,
        "issued": today,
    }


def _no_derecho(rng: Random, who: Human, today: date) -> Drawn:
    desk = Desk(rng)
    desk.title(rng.choice(["Constancia de no derechohabiencia", "Constancia de no derecho al servicio médico"]))
    desk.y -= 10
    desk.text(
        f"A la fecha {today:%d/%m/%Y} y de acuerdo con los registros del Instituto Mexicano del Seguro Social:"
    )
    desk.text(f"Nombre: {who.name}", bold=True)
    desk.text(f"CURP: {who.curp}", bold=True)
    desk.text("se hace constar su no derecho al servicio médico (no derechohabiencia): no cuenta con registro.")
    desk.text(f"Folio: {rng.randint(10**10, 10**11 - 1)}", 8)
    return desk.done(), {"document": Document.NO_DERECHO, "curp": who.curp, "name": who.name, "issued": today}


def _curp(rng: Random, who: Human, today: date) -> Drawn:
    desk = Desk(rng)
    desk.canvas.setFillColor(HexColor("#efe6da"))
    desk.canvas.rect(40, HEIGHT - 330, WIDTH - 80, 230, stroke=0, fill=1)
    desk.title("CONSTANCIA DE LA CLAVE ÚNICA DE REGISTRO DE POBLACIÓN", 12)
    desk.y -= 30
    desk.text("Clave:", 9)
    desk.text(who.curp, 17, bold=True)
    desk.text("Nombre", 8)
    desk.text(who.name, 13, bold=True)
    desk.text(f"Entidad de registro: {people.PLACES.get(who.state, 'CHIAPAS')}", 9)
    squares(desk.canvas, WIDTH - 150, HEIGHT - 300, 80, rng)
    desk.y = HEIGHT - 380
    desk.text("SECRETARÍA DE GOBERNACIÓN · Dirección General del Registro Nacional de Población (RENAPO)", 9)
    desk.text("La CURP está certificada: verificada con el Registro Civil.", 9)
    return desk.done(), {"document": Document.CURP, "curp": who.curp, "name": who.name}


def _carnet(rng: Random, who: Human, today: date) -> Drawn:
    desk = Desk(rng, (420.0, 600.0))
    desk.left = 34
    group = people.agregado(who, "1", "ES")
    if rng.random() < 0.5:
        desk.title("CARTILLA NACIONAL DE SALUD", 16)
        desk.text("PREVENIMSS · Mujeres y hombres de 20 a 59 años", 10)
    else:
        desk.title("CARNET DE CITAS MÉDICAS", 16)
        desk.text("Instituto Mexicano del Seguro Social", 10)
    desk.canvas.setStrokeColor(black)
    desk.canvas.rect(310, 470, 80, 96)
    desk.text(f"Nombre: {who.name}", 9)
    desk.text(f"Número de Seguridad Social: {who.nss}", 10, bold=True)
    desk.text(f"Agregado Médico: {group}", 10, bold=True)
    clinic = rng.choice(people.CLINICS)
    shift = rng.choice(["MATUTINO", "VESPERTINO"])
    desk.text(f"U.M.F. {int(clinic)}    Consultorio {rng.randint(1, 20)}    Turno {shift}", 9)
    for row in range(8):
        desk.canvas.line(34, 330 - 30 * row, 386, 330 - 30 * row)
    write(desk.canvas, 34, 336, "FECHA        HORA        SERVICIO        FIRMA", font=desk.look.face.bold, size=8)
    return desk.done(), {
        "document": Document.CARNET, "nss": who.nss, "name": who.name, "agregado": group, "umf": clinic,
    }  # fmt: skip


def _identificacion(rng: Random, who: Human, today: date) -> Drawn:
    desk = Desk(rng, CARD)
    canvas, face = desk.canvas, desk.look.face
    canvas.setFillColor(HexColor("#f0eadf"))
    canvas.rect(0, 0, *CARD, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#b7b7b7"))
    canvas.rect(16, 50, 78, 104, stroke=0, fill=1)
    canvas.setFillColor(HexColor("#8b8b8b"))
    canvas.circle(55, 118, 20, stroke=0, fill=1)
    canvas.ellipse(25, 50, 85, 94, stroke=0, fill=1)
    school = rng.random() < 0.4
    title = people.OUR_NAMES[0] if school else "INSTITUTO NACIONAL ELECTORAL"
    write(canvas, 16, 194, title, font=face.bold, size=10 if school else 12)
    write(
        canvas, 16, 178, "CREDENCIAL DE ESTUDIANTE" if school else "CREDENCIAL PARA VOTAR", font=face.bold, size=10
    )
    rows = [
        ("NOMBRE", ""),
        ("", who.first),
        ("", who.second),
        ("", who.given),
        ("DOMICILIO", ""),
        ("", "C INVENTADA 12, COL CENTRO"),
    ]
    rows += (
        [("No. DE CONTROL", str(rng.randint(20270000, 26279999)))]
        if school
        else [("CLAVE DE ELECTOR", _elector(who, rng))]
    )
    rows += [("CURP", who.curp), ("VIGENCIA", f"{today.year}-{today.year + 10}")]
    y = 158.0
    for label, value in rows:
        write(canvas, 106, y, f"{label}  {value}".strip(), font=face.bold if not label else face.regular, size=8)
        y -= 12
    return desk.done(), {"document": Document.IDENTIFICACION, "curp": who.curp, "name": who.name}


def _elector(who: Human, rng: Random) -> str:
    return f"{who.curp[:6]}{who.born:%y%m%d}07{who.sex}{rng.randint(100, 999)}"


def _hoja(rng: Random, who: Human, today: date) -> Drawn:
    desk = Desk(rng)
    emblem(desk.canvas, WIDTH - 100, HEIGHT - 86, 44, desk.look)
    desk.title(
        rng.choice(
            ["HOJA DE AFILIACIÓN", "AVISO DE INSCRIPCIÓN DEL TRABAJADOR", "AVISO DE ALTA · SEGURO DE ESTUDIANTES"]
        )
    )
    desk.text(f"Registro patronal: {people.OURS}     Modalidad: 32")
    desk.text(f"Nombre del patrón: {people.OUR_NAMES[0]}")
    desk.text(f"Número de Seguridad Social: {who.nss}", bold=True)
    desk.text(f"Nombre: {who.name}", bold=True)
    desk.text(f"CURP: {who.curp}", bold=True)
    clinic = rng.choice(people.CLINICS[:3])
    desk.text(f"Tipo de movimiento: ALTA (08)     Fecha de movimiento: {today:%d/%m/%Y}     UMF: {clinic}")
    desk.text(
        "Presente esta hoja de afiliación en su clínica para obtener el carnet de citas médicas.",
        9,
    )
    desk.canvas.line(56, desk.y - 60, 256, desk.y - 60)
    write(
        desk.canvas, 56, desk.y - 74, "Sello y firma de Servicios Escolares", font=desk.look.face.regular, size=8
    )
    return desk.done(), {
        "document": Document.HOJA_AFILIACION, "nss": who.nss, "curp": who.curp, "name": who.name, "umf": clinic,
    }  # fmt: skip


LOOKALIKES: dict[str, Callable[[Random, Human, date], Drawn]] = {
    "asignacion_nss": _asignacion,
    "tarjeta_nss": _tarjeta,
    "semanas": _semanas,
    "no_derecho": _no_derecho,
    "curp": _curp,
    "carnet": _carnet,
    "identificacion": _identificacion,
    "hoja_afiliacion": _hoja,
}


def lookalike(case: str, rng: Random, today: date, seed: int) -> tuple[bytes, Sheet]:
    """PDF and truth of a look-alike or an unrelated document. Fields that only constancias have are unscored
    where the paper shows something like them (a hoja names an employer and a date)."""
    who = people.student(rng, today)
    pdf, shown = {**LOOKALIKES, **UNRELATED}[case](rng, who, today)
    printed = tuple(str(shown[key]) for key in ("nss", "curp") if key in shown)
    # Some look-alikes print dates, employers and the clinic in their own sense; only identity must be right.
    loose = frozenset(FIELDS) - {"nss", "curp", "vigente"}
    if case in UNRELATED:
        loose = frozenset(FIELDS) - {"nss", "curp", "vigente", "estado", "employers"}
    names = {"curp": "CURP.pdf", "gato": "IMG-20260811-WA0007.pdf"}
    sheet = Sheet(
        layout=case,
        case=case,
        seed=seed,
        filename=names.get(case, f"documento{rng.randint(1, 99)}.pdf"),
        unscored=loose,
        printed=printed,
        **shown,
    )
    return pdf, sheet
