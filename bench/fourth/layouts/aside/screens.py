"""Held aside: what a screen shows."""

from reportlab.lib.colors import white
from reportlab.lib.pagesizes import LETTER, landscape

from bench.fourth.data import Data
from bench.fourth.layout import Drawn, layout
from bench.fourth.page import Page, hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth


@layout()
def web_print(data: Data) -> Drawn:
    """A portal's page printed from the browser."""
    facts, head = data.facts, data.head
    page = Page(LETTER)
    g = hue("#9B2247")
    x = 42
    page.text(
        24, 22, f"{day(facts.issued, '/')}, {data.rng.randint(1, 12)}:{data.rng.randint(10, 59)} p.m.", "S", 7
    )
    page.text(306, 22, "Vigencia de Derechos | IMSS", "S", 7, "c")
    page.text(24, 780, f"https://serviciosdigitales.imss.example/vigencia/{data.folio(11)}?idx=1", "S", 7)
    page.text(588, 780, "1/1", "S", 7, "r")
    page.box(x, 40, 528, 30, fill=g, stroke=None)
    page.text(x + 10, 60, "gob.mx", "DB", 14, color=white)
    page.text(x + 518, 59, "Trámites   Gobierno   Buscar", "D", 8, "r", white)
    page.text(x, 88, "Inicio > IMSS > Derechohabientes > Resultado", "D", 7.5)
    page.text(x, 114, "Resultado de tu consulta", "DB", 17)
    page.box(x, 124, 528, 30, fill=hue("#DFF0D8" if data.right else "#F2DEDE"), stroke=None, r=4)
    page.text(
        x + 10,
        143,
        (
            "✓ Cuentas con derecho al servicio médico"
            if data.right
            else "✗ No cuentas con derecho al servicio médico"
        ),
        "DB",
        10,
    )
    y = 176.0

    def heading(s: str) -> None:
        nonlocal y
        page.text(x, y, s, "DB", 11, color=g)
        page.line(x, y + 5, x + 528, y + 5, 0.4, g)
        y += 20

    def pair(a: tuple[str, str], b: tuple[str, str]) -> None:
        nonlocal y
        for cx, (k, v) in ((x, a), (x + 270, b)):
            if k:
                page.text(cx, y, k, "D", 7.5, color=hue("#777777"))
                page.text(cx, y + 12, v or "-", "D", 9.5)
        y += 28

    heading("Datos personales")
    pair(("Nombre completo", head.full), ("CURP", head.curp))
    pair(("NSS", data.nss()), ("Sexo", titled(data.sex)))
    heading("Tu atención médica")
    pair(("Clínica (UMF)", data.clinic), ("Agregado médico", facts.agregado))
    pair(("Turno", facts.shift.capitalize()), ("Consultorio", facts.room))
    pair(("Estatus", facts.estado.capitalize()), ("Vigente hasta el día", day(facts.valid_until)))
    heading("Relación laboral o escolar")
    for employer in data.employers:
        y = (
            page.wrapped(
                x,
                y,
                528,
                f"{employer.name}  ·  Registro patronal: {data.registro(employer)}  ·  Modalidad:"
                f" {employer.modality}",
                "D",
                8,
                11,
            )
            + 5
        )
    if not data.employers:
        page.text(x, y, "No hay registros para mostrar", "DI", 8.5)
        y += 14
    y += 6
    heading("Familiares")
    if data.kin:
        y = page.table(
            x,
            y - 8,
            [190, 130, 80, 74, 54],
            [["Nombre completo", "CURP", "Parentesco", "Agregado", "Derecho"]]
            + [
                [
                    kin.human.full,
                    kin.human.curp,
                    kin.relation.capitalize(),
                    kin.agregado,
                    "Sí" if kin.right else "No",
                ]
                for kin in data.kin
            ],
            "D",
            7.5,
            grid=False,
            rules=True,
        )
    else:
        page.text(x, y, "No hay registros para mostrar", "DI", 8.5)
        y += 14
    page.box(x, y + 16, 90, 20, fill=g, stroke=None, r=3)
    page.text(x + 45, y + 30, "Descargar", "D", 8, "c", white)
    page.text(x + 100, y + 30, "Fecha de consulta: " + day(facts.issued), "D", 8)
    return page, truth(data)


@layout()
def question_answer(data: Data) -> Drawn:
    """Questions, and the answers below them."""
    facts, head = data.facts, data.head
    page = Page()
    y = 60.0
    ink = hue("#13322B")
    page.text(60, y, "Consulta tu vigencia", "DB", 20, color=ink)
    page.text(60, y + 18, "Instituto Mexicano del Seguro Social | Servicios digitales", "D", 8)
    y += 50

    def ask(q: str, a: str) -> None:
        nonlocal y
        page.text(60, y, q, "D", 9, color=ink)
        y = page.wrapped(60, y + 14, 490, a, "DB", 10, 14) + 7

    ask("¿Quién consulta?", titled(head.full))
    ask("¿Cuál es su CURP?", head.curp)
    ask("¿Cuál es su número de seguridad social?", data.nss())
    ask(
        "¿Puede recibir atención médica hoy?",
        "Sí, tiene derecho al servicio médico." if data.right else "No, no tiene derecho al servicio médico.",
    )
    if facts.estado:
        ask("¿En qué situación está?", facts.estado.capitalize())
    ask(
        "¿Dónde lo atienden?",
        (
            f"UMF {data.clinic}, consultorio {facts.room}, turno {facts.shift.lower()}"
            if facts.umf
            else "Aún no elige clínica"
        ),
    )
    if facts.agregado:
        ask("¿Cuál es su agregado médico?", facts.agregado)
    ask(
        "¿Quién paga sus cuotas?",
        "; ".join(f"{employer.name} ({data.registro(employer)})" for employer in data.employers)
        or "Nadie por el momento",
    )
    if facts.past:
        ask(
            "¿Quién las pagó por última vez?",
            f"{facts.past.name} ({data.registro(facts.past)}), hasta el {day(facts.moved, 'long')}",
        )
    if facts.valid_until:
        ask("¿Hasta cuándo está cubierto?", f"Hasta el {day(facts.valid_until, 'long')}")
    if data.kin:
        page.text(
            60, y, "¿A quiénes tiene registrados como beneficiarios y pueden recibir atención?", "D", 9, color=ink
        )
        y += 14
        for kin in data.kin:
            page.text(60, y, f"{titled(kin.human.full)}, {kin.relation.lower()}, {kin.human.curp}", "D", 8.5)
            page.text(545, y, "Sí" if kin.right else "No", "DB", 9.5, "r")
            y += 14
        y += 7
    ask(
        "¿Cuándo se hizo esta consulta?",
        f"El {day(facts.issued, 'long')} a las {data.rng.randint(7, 22)}:{data.rng.randint(10, 59)} h, con folio"
        f" {data.folio()}",
    )
    return page, truth(data, "kin_agregado")


@layout()
def spreadsheet(data: Data) -> Drawn:
    """A spreadsheet with letters and numbers at its edges."""
    facts, head = data.facts, data.head
    page = Page(landscape(LETTER))
    x0, y = 44, 40
    ws = [112, 150, 118, 108, 84, 84]
    gray = hue("#E6E6E6")
    cx = x0
    for k, w in enumerate(ws):
        page.box(cx, y, w, 12, fill=gray, stroke=hue("#BBBBBB"), width=0.3)
        page.text(cx + w / 2, y + 9, "ABCDEF"[k], "S", 7, "c")
        cx += w
    cells = [
        ["REPORTE DE VIGENCIA DE DERECHOS IMSS"],
        ["Fecha de descarga", day(facts.issued)],
        [],
        ["Número seguro social", data.nss(), "CURP", head.curp],
        ["Ap. paterno", head.first, "Ap. materno", head.second],
        ["Nombres", head.given, "Sexo", data.sex],
        ["Estado", facts.estado, "Derecho", "SI" if data.right else "NO"],
        ["UMF", facts.umf, "Agregado", facts.agregado],
        ["Hasta", day(facts.valid_until), "Núm. patrones", str(len(data.employers))],
        [],
        ["Reg. patronal", "Empresa o escuela", "", "", "Modalidad"],
    ]
    cells += [
        [data.registro(employer), employer.name, "", "", employer.modality] for employer in data.employers
    ] + [[], ["CURP beneficiario", "Nombre beneficiario", "", "Parentesco", "Agregado", "Derecho"]]
    cells += [
        [kin.human.curp, kin.human.full, "", kin.relation, kin.agregado, "SI" if kin.right else "NO"]
        for kin in data.kin
    ] + [[], ["Folio", data.folio(), "Capturó", data.somebody()]]
    y += 12
    for n, row in enumerate((each + [""] * (6 - len(each)) for each in cells), 1):
        page.box(x0 - 22, y, 22, 15, fill=gray, stroke=hue("#BBBBBB"), width=0.3)
        page.text(x0 - 11, y + 11, n, "S", 7, "c")
        cx = x0
        for k, w in enumerate(ws):
            if not (k == 2 and not row[2] and row[1]):
                page.line(cx, y, cx, y + 15, 0.2, hue("#CCCCCC"))
            page.text(cx + 2, y + 11, row[k], "SB" if n == 1 else "S", 8)
            cx += w
        page.line(x0, y + 15, cx, y + 15, 0.2, hue("#CCCCCC"))
        y += 15
    page.text(396, 600, "Hoja1", "S", 7, "c")
    return page, truth(data)
