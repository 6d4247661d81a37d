"""Sheets for those who do not know the institute's words, and sheets in sections."""

from collections.abc import Sequence

from reportlab.lib.colors import white
from reportlab.lib.pagesizes import A4

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GOLD, GREEN, GREY, PALE, SOFT, WINE, Page
from bench.fourth.faces import width_of
from bench.fourth.layout import ALONE, FAMILY
from bench.fourth.page import hue
from bench.fourth.spelling import day, si_no, titled
from bench.fourth.told import truth


@layout()
def plain_questions(data: Data) -> Drawn:
    """Plain language: questions and answers."""
    facts, head = data.facts, data.head
    page = Page(A4)
    rose = hue("#8a2346")
    page.box(0, 0, 595, 6, fill=rose, stroke=None)
    page.logo(50, 28, 30, rose, words=False)
    page.text(92, 42, "Mi IMSS", "RCB", 15, color=rose)
    page.text(92, 57, "Tu constancia de vigencia de derechos", "RC", 12)
    page.text(545, 42, day(facts.issued, "long"), "RC", 10, "r")
    page.text(545, 57, f"Referencia {data.folio(12)}", "RC", 8, "r")
    y = 92.0

    def qa(q: str, *answers: str) -> None:
        nonlocal y
        page.text(50, y, q, "RCB", 11, color=rose)
        y += 16
        for a in answers:
            y = page.wrapped(50, y, 495, a, "RC", 11, 14.5)
        y += 9

    qa("¿De quién es esta constancia?", f"De {head.full}. Su CURP es {head.curp} y su número de seguridad "
        f"social es {data.nss(' ')}.")  # fmt: skip
    if data.right:
        qa("¿Puede recibir atención médica?", "Sí. Hoy tiene derecho al servicio médico del IMSS."
            + (f" Ese derecho termina el {day(facts.valid_until, 'long')}." if facts.valid_until
            else ""))  # fmt: skip
    else:
        qa("¿Puede recibir atención médica?", "No. Hoy no tiene derecho al servicio médico del IMSS. Si cree "
            "que es un error, pida una aclaración a su patrón o a su escuela.")  # fmt: skip
    if facts.estado:
        qa("¿Cuál es su estado en el IMSS?", facts.estado)
    if facts.umf:
        qa("¿Dónde le atienden?", f"En la UMF {data.clinic}, consultorio {facts.room}, turno "
            f"{facts.shift.lower()}. En la clínica le pedirán su agregado médico: {facts.agregado}")  # fmt: skip
    else:
        qa("¿Dónde le atienden?", "Todavía no ha elegido clínica. Puede hacerlo en línea o en la ventanilla "
            "de la clínica que le quede más cerca.")  # fmt: skip
    if data.employers:
        qa("¿Quién le tiene registrado?", *[f"{employer.name}. Registro patronal {employer.registro}, "
            f"modalidad {employer.modality}." for employer in data.employers])  # fmt: skip
    else:
        qa("¿Quién le tiene registrado?", "Por ahora nadie.")
    if data.kin:
        qa("¿Qué familiares están registrados?")
        y -= 10
        y = page.table(50, y, [170, 126, 74, 64, 61], [["Nombre", "CURP", "Parentesco", "Agregado",
            "¿Tiene derecho?"], *([kin.human.full, kin.human.curp, kin.relation.capitalize(), kin.agregado, "Sí"
            if kin.right else "No"] for kin in data.kin)], "RC", 8.5, stroke=rose) + 20  # fmt: skip
    qa("¿Para qué sirve?", "Para acreditar la vigencia ante escuelas, patrones o la propia clínica. Vale por "
        "lo que dice el día en que se emitió.")  # fmt: skip
    page.qr(50, 742, 60, data.url())
    page.wrapped(122, 760, 420, "Instituto Mexicano del Seguro Social. Atención por teléfono: 800 000 0000. "
        "Esta constancia es gratuita; denuncie a quien pida dinero por ella.", "RC", 8, color=GREY)  # fmt: skip
    return page, truth(data)


@layout(FAMILY | {"ours": 3, "baja": 2, "school": 2, "job": 2, "never": 1, "unassigned": 1})
def side_by_side(data: Data) -> Drawn:
    """The insured person left, the family right, each relative in a small box."""
    facts, head = data.facts, data.head
    page = Page()
    tint = hue("#eaf1f8")
    blue = hue("#2b5d8a")
    page.box(0, 0, 612, 58, fill=blue, stroke=None)
    page.text(36, 26, "IMSS", "ROB", 17, color=white)
    page.text(36, 44, "Vigencia de derechos · Grupo familiar", "RO", 11, color=white)
    page.text(576, 26, f"Emitido {day(facts.issued)}", "RO", 9, "r", white)
    page.text(576, 42, f"Núm. de control {data.folio(10)}", "RO", 8, "r", white)
    x = 36
    y = 76.0
    w = 262
    page.text(x, y + 6, "TITULAR", "ROB", 10, color=blue)
    y += 20
    for a, b in (("Nombre", head.full), ("NSS", data.nss("2")), ("CURP", head.curp), ("Fecha de nacimiento",
        day(head.born)), ("Agregado médico", facts.agregado), ("Unidad de Medicina Familiar", facts.umf),
        ("Turno", facts.shift), ("Consultorio", facts.room), ("Estado", facts.estado), ("Vigente hasta",
        day(facts.valid_until)), ("¿Con derecho a servicio médico?", "SI" if data.right else "NO")):  # fmt: skip
        page.text(x, y, a, "RO", 8, color=GREY)
        y = page.wrapped(x, y + 12, w, b or "—", "ROB", 10) + 6
    page.text(x, y + 4, "PATRONES", "ROB", 10, color=blue)
    y += 20
    for employer in data.employers:
        y = page.wrapped(x, y, w, employer.name, "ROB", 8.5)
        y = page.wrapped(x, y, w, f"Registro {employer.registro} · Modalidad {employer.modality}", "RO", 8.5) + 5
    if not data.employers:
        page.text(x, y, "Ninguno vigente", "RO", 9)
    x = 318
    y = 76
    w = 258
    page.line(308, 70, 308, 700, 0.5, SOFT)
    page.text(x, y + 6, "BENEFICIARIOS", "ROB", 10, color=blue)
    y += 16
    for kin in data.kin:
        page.box(x, y, w, 78, fill=tint, stroke=blue, width=0.4, r=5)
        z = y + 15
        page.wrapped(x + 8, z, w - 16, kin.human.full, "ROB", 8.5)
        for a, b in (("CURP", kin.human.curp), ("Parentesco / agregado", f"{kin.relation} / {kin.agregado}"),
            ("¿Con derecho a servicio médico?", "SI" if kin.right else "NO")):  # fmt: skip
            z += 17 if a != "CURP" else 21
            page.text(x + 8, z, a, "RO", 7.5, color=GREY)
            page.text(x + w - 8, z, b, "ROB", 8.5, "r")
        y += 86
    if not data.kin:
        page.text(x, y + 12, "No hay beneficiarios registrados.", "RO", 9)
    page.qr(510, 696, 64, data.url())
    page.wrapped(36, 716, 450, "Los beneficiarios conservan el derecho mientras el titular lo tenga y se "
        "cumplan los requisitos de convivencia, dependencia económica o estudios. Hijos mayores de 16 años: "
        "comprobar estudios cada ciclo escolar.", "RO", 7, color=GREY)  # fmt: skip
    page.text(36, 744, f"Generó {data.clerk}", "RO", 7, color=GREY)
    return page, truth(data)


@layout()
def gob_sections(data: Data) -> Drawn:
    """Burgundy heads, zebra tables without rules, the result among the last rows."""
    facts, head = data.facts, data.head
    page = Page()
    z = hue("#f4efe6")
    page.box(36, 28, 540, 44, fill=WINE, stroke=None)
    page.text(48, 47, "Gobierno de México", "RCB", 11, color=white)
    page.text(48, 62, "IMSS | Incorporación y Recaudación", "RC", 9, color=white)
    page.text(566, 55, "Reporte de vigencia de derechos", "RCB", 13, "r", white)
    page.line(36, 74, 576, 74, 3, GOLD)
    page.text(36, 92, f"Fecha de consulta: {day(facts.issued, 'long2')}, {data.hour}", "RC", 9)
    page.text(576, 92, f"Folio: {data.folio(4)}-{data.folio(7)}", "RC", 9, "r")
    y = 104.0

    def sec(title: str, rows: Sequence[Sequence[str]], widths: Sequence[float] = (190, 350),
        head: int = 0) -> None:  # fmt: skip
        nonlocal y
        page.text(36, y + 10, title, "RCB", 11.5, color=WINE)
        y += 15
        y = page.table(36, y, widths, rows, "RC", 9.5, head=head, grid=False, zebra=z) + 10

    sec("Identidad", [["Nombre", data.surnames_first(sep=" ")], ["CURP", head.curp], ["NSS", data.nss()],
        ["Fecha de nacimiento", day(head.born, "long2")], ["Sexo", data.sex.capitalize()]])  # fmt: skip
    if data.kin:
        sec("Beneficiarios", [["Nombre", "CURP", "Parentesco", "Agregado", "Tiene derecho"],
            *([data.surnames_first(kin.human), kin.human.curp, kin.relation, kin.agregado, "SI" if kin.right
            else "NO"] for kin in data.kin)], (190, 128, 84, 68, 70), 1)  # fmt: skip
    if data.employers:
        sec("Aseguramiento", [["Registro patronal", "Modalidad", "Patrón"], *([data.registro(employer, "10-1"),
            employer.modality, employer.name] for employer in data.employers)], (120, 70, 350), 1)  # fmt: skip
    else:
        sec("Aseguramiento", [["Patrón", "No se encontraron registros activos"]])
    sec("Atención médica", [["Unidad de Medicina Familiar", f"UMF {facts.umf}" if facts.umf else ""], ["Turno",
        facts.shift.capitalize()], ["Consultorio", facts.room], ["Agregado médico", facts.agregado], ["Estado",
        facts.estado], ["Vigente hasta", day(facts.valid_until, "long2")], ["Tiene derecho", "SI" if data.right
        else "NO"]])  # fmt: skip
    page.text(36, 700, "Sello", "RCB", 8)
    page.text(60, 700, data.seal(96), "M", 5.5)
    page.text(60, 708, data.seal(96), "M", 5.5)
    page.text(36, 720, "Cadena", "RCB", 8)
    page.text(72, 720, f"|{data.folio(11)}|{facts.issued:%Y%m%d}|VIGDER|{data.folio(8)}|", "M", 5.5)
    page.wrapped(36, 738, 540, f"Enlace de la unidad de transparencia: {data.boss}. Domicilio: {data.street}"
        f". Conmutador {data.phone()}. Este programa es público, ajeno a cualquier partido político. Queda "
        "prohibido el uso para fines distintos a los establecidos.", "RC", 7.5, color=GREY)  # fmt: skip
    return page, truth(data)


@layout()
def right_first(data: Data) -> Drawn:
    """The right in a band at the top; labels flush right against a middle line, values after it."""
    facts, head = data.facts, data.head
    page = Page(A4)
    page.box(0, 0, page.width, 62, hue("#0f4c3a"), None)
    page.logo(30, 8, 32, white, False)
    page.text(74, 30, "IMSS", "ROB", 18, color=white)
    page.text(74, 44, "Seguridad y solidaridad social", "RO", 8, color=white)
    page.text(565, 30, "Constancia de Vigencia de Derechos", "ROB", 13, "r", white)
    page.text(565, 45, f"Tuxtla Gutiérrez, Chiapas, {day(facts.issued, 'long')}", "RO", 8.5, "r", white)
    y = 92.0
    page.box(30, y - 14, 535, 30, PALE, None, r=4)
    page.text(42, y + 5, "Con derecho al servicio médico del Instituto", "RO", 11)
    page.text(553, y + 5, si_no(data.right), "ROB", 14, "r")
    y += 44
    mid = 205
    for label, v in [("Nombre completo", titled(head.full)), ("CURP", head.curp), ("NSS", data.nss(" ")),
        ("Agregado", facts.agregado), ("Fecha y entidad de nacimiento",
        f"{data.born('-')}, {titled(data.state)}"), ("Estatus de vigencia", facts.estado.capitalize()), ("Vence",
        day(facts.valid_until, "-")), ("Clínica de adscripción", f"UMF {data.clinic}, turno {facts.shift.lower()}"
        if facts.umf else "Sin asignar"), ("Delegación", "07 Chiapas"), ("Correo registrado",
        f"{head.given.split()[0].lower()[:2]}***@correo.ejemplo")]:  # fmt: skip
        page.text(mid, y, label, "RO", 9, "r", GREY)
        page.text(mid + 12, y, v, "ROB", 9.5)
        y += 17
    y += 6
    page.line(30, y, 565, y, 0.5, SOFT)
    y += 18
    page.text(30, y, "Patrón o patrones", "ROB", 10.5, color=GREEN)
    y += 16
    for employer in data.employers:
        page.text(42, y, employer.name, "ROB", 9)
        y += 12
        page.text(42, y, f"Registro patronal {data.registro(employer, '-')}    Modalidad de aseguramiento "
            f"{employer.modality}", "RO", 8.5)  # fmt: skip
        y += 17
    if not data.employers:
        page.text(42, y, "No se encontraron patrones activos.", "RO", 9)
        y += 17
    y += 4
    page.line(30, y, 565, y, 0.5, SOFT)
    y += 18
    page.text(30, y, "Familiares beneficiarios", "ROB", 10.5, color=GREEN)
    y += 8
    for n, kin in enumerate(data.kin):
        x = 30 + 270 * (n % 2)
        page.box(x, y, 262, 62, None, SOFT, r=4)
        page.wrapped(x + 8, y + 14, 246, titled(kin.human.full), "ROB", 8.5)
        page.text(x + 8, y + 28, f"{kin.relation.capitalize()}    Agregado {kin.agregado}", "RO", 8)
        page.text(x + 8, y + 41, f"CURP {kin.human.curp}", "RO", 8)
        page.text(x + 8, y + 54, "Con derecho al servicio médico", "RO", 8)
        page.text(x + 254, y + 54, si_no(kin.right), "ROB", 9, "r")
        if n % 2 or n == len(data.kin) - 1:
            y += 70
    if not data.kin:
        page.text(42, y + 10, "Ninguno.", "RO", 9)
        y += 20
    y = max(y + 6, 690)
    page.wrapped(30, y, 470, f"Cadena original  |VIG|{data.folio(8)}|{head.nss}|{day(facts.issued, 'iso')}"
        f"T{data.hour}|{data.folio(5)}|", "Q", 6)  # fmt: skip
    page.wrapped(30, y + 16, 470, f"Sello digital  {data.sealed(150)}", "Q", 6)
    page.qr(512, y - 8, 52, data.url())
    page.wrapped(30, 780, 535, "La presente se emite con base en los artículos 251 fracción XXXVII y 8 de "
        "la Ley del Seguro Social. Para la atención médica presente además una identificación con "
        "fotografía. Si no tiene derecho y considera que es un error, acuda a su subdelegación.", "RO", 6.5,
        color=GREY)  # fmt: skip
    return page, truth(data)


@layout(ALONE)
def dotted_list(data: Data) -> Drawn:
    """Numbered items with dotted leaders; the right as procedente or improcedente."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(306, 50, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "RB", 13, "c")
    page.text(306, 66, f"SUBDELEGACIÓN {data.office} · DEPARTAMENTO DE AFILIACIÓN VIGENCIA", "R", 9.5, "c")
    page.line(56, 76, 556, 76, 1)
    page.line(56, 79, 556, 79, 0.4)
    page.text(306, 104, "CONSTANCIA SOBRE VIGENCIA DE DERECHOS", "RB", 13, "c")
    y = 136.0
    items = [("Fecha de expedición", day(facts.issued, "long")), ("Nombre de la persona asegurada", head.full),
        ("Número de Seguridad Social", data.nss("-")), ("Clave Única de Registro de Población", head.curp),
        ("Fecha de nacimiento", day(head.born, "long")), ("Entidad federativa de nacimiento", data.state),
        ("Estado en el que se encuentra el aseguramiento", facts.estado or "No hay registro"),
        ("Unidad de Medicina Familiar", facts.umf or "No hay registro"), ("Turno y consultorio",
        f"{facts.shift.capitalize()}, {facts.room}" if facts.umf else "No hay registro"), ("Agregado médico",
        facts.agregado or "No hay registro")]  # fmt: skip
    for i, employer in enumerate(data.employers, 1):
        s = f" ({i})" if len(data.employers) > 1 else ""
        items += [("Registro patronal" + s, f"{employer.registro}"), ("Modalidad" + s, employer.modality),
            ("Nombre o razón social" + s, employer.name)]  # fmt: skip
    if facts.valid_until:
        items.append(("Fecha en que concluye la protección", day(facts.valid_until, "long")))
    items.append(("Otorgamiento de prestaciones médicas", "PROCEDENTE (CON DERECHO)" if data.right
        else "IMPROCEDENTE (SIN DERECHO)"))  # fmt: skip
    for i, (a, b) in enumerate(items, 1):
        e = page.text(60, y, f"{i}.  {a} ", "R", 10.5)
        w = width_of(b, "RB", 10.5)
        dot = width_of(".", "R", 10.5)
        n = int((552 - w - 4 - e) / dot)
        page.text(552 - w - 4 - n * dot, y, "." * max(n, 0), "R", 10.5)
        page.text(552, y, b, "RB", 10.5, "r")
        y += 19
    y += 20
    y = page.paragraph(60, y, 492, "Los datos anteriores fueron obtenidos del Sistema Integral de Derechos y "
        "Obligaciones. La certificación de vigencia de derechos para efectos de la atención médica es "
        "facultad del área de Afiliación Vigencia, conforme al artículo 150 del Reglamento Interior del "
        "Instituto.", "R", 9.5, align="j")  # fmt: skip
    page.line(206, y + 60, 406, y + 60)
    page.text(306, y + 73, data.boss, "RB", 10, "c")
    page.text(306, y + 86, "Jefe de la Oficina de Vigencia y Prestaciones Económicas", "R", 9, "c")
    return page, truth(data, kin=False, unscored=() if facts.estado else ("estado",))
