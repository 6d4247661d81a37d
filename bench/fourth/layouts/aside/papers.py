"""Held aside: papers."""

from reportlab.lib.pagesizes import A4

from bench.fourth.data import Data
from bench.fourth.faces import width_of
from bench.fourth.layout import ALONE, Drawn, layout
from bench.fourth.page import Page, hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth


@layout(ALONE)
def two_halves(data: Data) -> Drawn:
    """Two copies on one leaf, to cut apart."""
    facts, head = data.facts, data.head
    page = Page()

    def half(y0: float, foot: str) -> None:
        page.text(50, y0 + 30, "IMSS", "NB", 20)
        page.text(110, y0 + 24, "Subdelegación Tuxtla Gutiérrez", "N", 9)
        page.text(110, y0 + 35, "Comprobante de vigencia del estudiante", "NB", 11)
        page.text(562, y0 + 24, f"Ref. {ref}", "N", 9, "r")
        page.text(562, y0 + 35, day(facts.issued, "mon/"), "N", 9, "r")
        rows = [
            ("Estudiante", titled(head.full)),
            ("No. S.S.", data.nss(" ")),
            ("C.U.R.P.", head.curp),
            ("Serv. médico", "CON DERECHO" if data.right else "SIN DERECHO"),
            ("Sit. actual", titled(facts.estado)),
            ("U.M.F.", data.clinic),
            ("Agregado", facts.agregado),
            ("Termina", day(facts.valid_until, "mon/")),
        ]
        y = y0 + 62
        for k, (a, b) in enumerate(rows):
            cx = 50 if k % 2 == 0 else 320
            page.text(cx, y, a + ":", "N", 10)
            page.text(cx + 66, y, b, "NB", 10.5)
            if k % 2:
                y += 20
        page.text(50, y, "Inscrito por:", "N", 10)
        for employer in data.employers:
            page.text(116, y, f"{employer.name}, R.P. {data.registro(employer)}", "NB", 10)
            y += 14
        if not data.employers:
            page.text(116, y, "sin inscripción", "NB", 10)
            y += 14
        page.line(400, y0 + 300, 560, y0 + 300)
        page.text(480, y0 + 311, "Sello de la subdelegación", "N", 8, "c")
        page.text(50, y0 + 345, foot, "NI", 9)

    ref = data.folio()
    half(20, "Copia para el estudiante")
    page.line(0, 396, 612, 396, 0.8, dash=(4, 3))
    page.text(300, 394, "- recorte aquí -", "N", 7, "c")
    half(400, "Copia para la escuela")
    return page, truth(data, "kin_agregado", kin=False)


@layout(ALONE)
def verdict_heading(data: Data) -> Drawn:
    """The verdict stands in the heading and nowhere else."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(306, 52, "IMSS · Seguridad y Solidaridad Social", "E", 10, "c")
    page.text(306, 74, "Constancia de Vigencia de Derechos", "E", 12, "c")
    page.text(
        306,
        106,
        "CON DERECHO AL SERVICIO MÉDICO" if data.right else "SIN DERECHO AL SERVICIO MÉDICO",
        "EB",
        18,
        "c",
    )
    page.line(80, 118, 532, 118, 1.5)
    y = 146.0
    for k, v in (
        ("A nombre de", head.full),
        ("Con seguro social", data.nss()),
        ("Con CURP", head.curp),
        ("Nacido(a) en", f"{data.state}, {data.born('long')}"),
        ("De la UMF", data.clinic),
        ("Con agregado", facts.agregado),
    ):
        if not v:
            continue
        page.text(180, y, k, "EI", 10, "r")
        page.text(190, y, v, "E", 11)
        y += 22
    for n, employer in enumerate(data.employers):
        page.text(180, y, "Por cuenta de" if not n else "y de", "EI", 10, "r")
        y = (
            page.wrapped(190, y, 360, f"{employer.name}, registro patronal {data.registro(employer)}", "E", 10, 13)
            + 8
        )
    if facts.valid_until:
        page.text(180, y, "Hasta el día", "EI", 10, "r")
        page.text(190, y, day(facts.valid_until, "long"), "E", 11)
        y += 22
    page.text(180, y, "Dada a conocer el", "EI", 10, "r")
    page.text(190, y, day(facts.issued, "long"), "E", 11)
    y += 40
    page.wrapped(
        80,
        y,
        452,
        "La presente se genera con base en la información que obra en los sistemas del Instituto. Cualquier"
        f" aclaración en la subdelegación o al {data.phone()}. Folio {data.folio()}.",
        "E",
        8,
        11,
    )
    return page, truth(data, "estado", "kin_agregado", unscored=("estado",), kin=False)


@layout()
def dotted(data: Data) -> Drawn:
    """Labels and values at the two edges, dots between them."""
    facts, head = data.facts, data.head
    page = Page(A4)
    x, far = 70, 525
    page.text(297, 60, "Instituto Mexicano del Seguro Social", "R", 12, "c")
    page.text(297, 84, "CONSTANCIA SOBRE LA VIGENCIA DE LOS DERECHOS", "RB", 13, "c")
    y = 125.0

    def lead(k: str, v: str, font: str = "R") -> None:
        nonlocal y
        a = page.text(x, y, k, "R", 11)
        b = far - width_of(v, font, 11) - 3
        dots = int((b - a - 3) / width_of(".", "R", 11))
        page.text(b, y, "." * max(dots, 0), "R", 11, "r")
        page.text(far, y, v, font, 11, "r")
        y += 21

    lead("Apellidos y nombre", titled(data.surnames_first()))
    lead("Número con el que está afiliado", data.nss("-"), "RB")
    lead("Clave de población (CURP)", head.curp, "RB")
    lead("Día en que nació", data.born("long"))
    lead("Situación que guarda", facts.estado.lower() if facts.estado else "sin registro")
    lead("Goza de servicio médico", "sí" if data.right else "no", "RB")
    if facts.umf:
        lead("Unidad de Medicina Familiar a la que acude", data.clinic)
        lead("Clave de agregado", facts.agregado)
    if facts.valid_until:
        lead("Conserva el derecho hasta", day(facts.valid_until, "long"))
    y += 8
    if data.employers:
        page.text(x, y, "Trabaja o estudia en:", "RI", 11)
        y += 20
    for employer in data.employers:
        lead(titled(employer.name), "R.P. " + data.registro(employer))
    y += 8
    if facts.past:
        page.text(x, y, "Estuvo con anterioridad en:", "RI", 11)
        y += 20
        lead(titled(facts.past.name), "R.P. " + data.registro(facts.past))
    if data.kin:
        page.text(x, y, "Ha inscrito a su familia (goza o no de servicio médico):", "RI", 11)
        y += 20
    for kin in data.kin:
        lead(titled(kin.human.full), "sí" if kin.right else "no", "RB")
        y -= 6
        page.text(x + 16, y, f"{kin.relation.lower()}, {kin.human.curp}, {kin.agregado}", "R", 9)
        y += 20
    y += 14
    lead("Se expidió en Tuxtla Gutiérrez el", day(facts.issued, "long"))
    page.text(297, y + 60, "C.P. " + titled(data.somebody()), "R", 11, "c")
    page.text(297, y + 74, "Titular de la Subdelegación", "R", 10, "c")
    page.text(
        297,
        800,
        f"Av. Central Poniente 933 · Teléfono {data.phone()} · Núm. de control {data.folio()}",
        "R",
        8,
        "c",
    )
    no = () if facts.umf else ("agregado",)
    return page, truth(data, *no)


@layout(covered=("issued",))
def letter_and_annex(data: Data) -> Drawn:
    """A covering letter without a verdict, and the data on the second page."""
    facts, head = data.facts, data.head
    page = Page()
    x, w = 70, 470
    page.text(x, 60, "GOBIERNO DE MÉXICO | IMSS", "EB", 12)
    page.text(540, 90, "Tuxtla Gutiérrez, Chiapas, " + day(facts.issued, "long"), "E", 9, "r")
    page.text(540, 104, f"Memorándum {data.folio()}", "E", 9, "r")
    y = (
        page.paragraph(
            x,
            130,
            w,
            f"<b>{titled(data.somebody())}</b><br/>Jefe de Servicios Escolares<br/>Presente",
            "E",
            10,
            15,
        )
        + 16
    )
    y = (
        page.paragraph(
            x,
            y,
            w,
            "En respuesta a su consulta, adjunto al presente la constancia de vigencia de derechos de"
            f" {titled(head.full)}, con el detalle que obra en nuestro sistema a esta fecha. Le recuerdo que los"
            " datos personales que contiene deben protegerse conforme a la ley de la materia.",
            "E",
            10,
            16,
            "j",
        )
        + 10
    )
    y = page.paragraph(x, y, w, f"Quedo a sus órdenes en el teléfono {data.phone()}.", "E", 10, 16, "j") + 40
    page.text(x, y, "Atentamente", "E", 10)
    page.text(x, y + 40, titled(data.somebody()), "EB", 10)
    page.text(x, y + 54, "Supervisión de Afiliación", "E", 9)
    page.text(540, 760, "1 de 2", "E", 8, "r")
    page.turn_over()
    page.text(306, 50, "ANEXO", "EB", 12, "c")
    page.text(306, 66, "Constancia de vigencia de derechos", "E", 10, "c")
    y = 90.0
    rows = [
        ["Concepto", "Dato en sistema"],
        ["Núm. de seguridad social", data.nss(" ")],
        ["CURP", head.curp],
        ["Apellidos y nombres", data.surnames_first()],
        ["Estatus", facts.estado],
        ["Derecho a servicio médico", "SI" if data.right else "NO"],
        ["UMF", facts.umf],
        ["Agregado", facts.agregado],
        ["Vigente hasta", day(facts.valid_until)],
    ]
    for n, employer in enumerate(data.employers, 1):
        rows.append([f"Patrón {n}", f"{data.registro(employer)}  {employer.name}"])
    if facts.past:
        rows.append(["Patrón anterior (ya no activo)", f"{data.registro(facts.past)}  {facts.past.name}"])
    y = page.table(x, y, [170, 300], rows, "E", 9, pad=4, fill=hue("#EEEEEE")) + 20
    if data.kin:
        page.table(
            x,
            y,
            [160, 128, 66, 66, 50],
            [["Beneficiario", "CURP", "Parentesco", "Agregado", "Derecho"]]
            + [
                [
                    data.surnames_first(kin.human),
                    kin.human.curp,
                    kin.relation,
                    kin.agregado,
                    "SI" if kin.right else "NO",
                ]
                for kin in data.kin
            ],
            "E",
            7.6,
            pad=3,
        )
    page.text(540, 760, "2 de 2", "E", 8, "r")
    return page, truth(data)
