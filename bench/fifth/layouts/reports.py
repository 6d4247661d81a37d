"""What a report engine or a line printer prints."""

from collections.abc import Sequence

from reportlab.lib.colors import black, white

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GREEN, GREY, SOFT, Page
from bench.fourth.layout import ALONE
from bench.fourth.page import hue
from bench.fourth.spelling import day, yes_no
from bench.fourth.told import truth
from bench.third.people import bare


@layout()
def engine_report(data: Data) -> Drawn:
    """A report engine's grey ruled rows; beneficiaries on a second page; page x of y."""
    facts, head = data.facts, data.head
    page = Page()
    pages = 2 if data.kin else 1
    g = hue("#e4e4e4")

    def top(n: int) -> None:
        page.text(36, 34, "IMSS", "DB", 14)
        page.text(36, 46, "Sistema Integral de Derechos y Obligaciones", "D", 6.5)
        page.text(576, 34, "REPORTE DE VIGENCIA DE DERECHOS", "DB", 10, "r")
        page.text(576, 46, f"Página {n} de {pages}", "D", 6.5, "r")
        page.line(36, 52, 576, 52, 1)
        page.line(36, 762, 576, 762, 0.5)
        page.text(36, 772, f"Usuario: {data.clerk[:2]}{head.first[0]}{usr}", "D", 6)
        page.text(306, 772, f"Impreso: {day(facts.issued)} {data.hour}", "D", 6, "c")
        page.text(576, 772, "SIDO-VIG-07", "D", 6, "r")

    usr = data.folio(5)
    top(1)

    def block(y: float, title: str, rows: Sequence[Sequence[str]]) -> float:
        page.box(36, y, 540, 15, fill=hue("#8a8a8a"), width=0.4)
        page.text(40, y + 10.5, title, "DB", 8, color=white)
        y += 15
        for a, b in rows:
            page.box(36, y, 190, 16, fill=g, width=0.3)
            page.box(226, y, 350, 16, width=0.3)
            page.text(41, y + 11, a, "D", 7.5)
            page.text(231, y + 11, b, "DB", 8)
            y += 16
        return y + 9

    y = block(64, "1. RESULTADO", [("Servicio médico", "CON DERECHO" if data.right else "SIN DERECHO"),
        ("Estado del asegurado", facts.estado), ("Vigencia hasta", day(facts.valid_until, "-"))])  # fmt: skip
    y = block(y, "2. DATOS DEL ASEGURADO", [("N.S.S.", data.nss(" ")), ("Apellido paterno / materno / nombre(s)",
        f"{head.first} / {head.second} / {head.given}"), ("C.U.R.P.", head.curp), ("Fecha de nacimiento",
        day(head.born, "-")), ("Entidad de nacimiento", data.state), ("Sexo", data.sex)])  # fmt: skip
    y = block(y, "3. ADSCRIPCIÓN", [("Delegación / Subdelegación", f"07 CHIAPAS / {data.office}" if facts.umf
        else ""), ("U.M.F.", facts.umf), ("Consultorio / Turno", f"{facts.room} / {facts.shift}" if facts.umf
        else ""), ("Agregado médico", facts.agregado)])  # fmt: skip
    for i, employer in enumerate(data.employers, 1):
        y = block(y, f"4.{i} PATRÓN", [("Registro patronal", data.registro(employer, "10-1")),
            ("Modalidad de aseguramiento", employer.modality), ("Razón social", employer.name),
            *([("Último movimiento", f"{facts.movement} {day(facts.moved, '-')}")] if i == 1 else [])])  # fmt: skip
    if not data.employers:
        y = block(y, "4. PATRÓN", [("Registro patronal", "NO EXISTEN PATRONES ACTIVOS")])
    page.wrapped(36, y + 4, 540, "Los datos contenidos en el presente reporte son responsabilidad del área "
        "que los capturó. Para aclaraciones acuda al Departamento de Afiliación Vigencia de su Subdelegación "
        "con identificación oficial.", "D", 6.5)  # fmt: skip
    if data.kin:
        page.turn_over()
        top(2)
        y = 66
        for i, kin in enumerate(data.kin, 1):
            y = block(y, f"5.{i} DERECHOHABIENTE BENEFICIARIO", [("Nombre completo", kin.human.full), ("C.U.R.P.",
                kin.human.curp), ("Parentesco", kin.relation), ("Agregado médico", kin.agregado),
                ("Servicio médico", "CON DERECHO" if kin.right else "SIN DERECHO")])  # fmt: skip
    return page, truth(data)


@layout(ALONE)
def old_dot_matrix(data: Data) -> Drawn:
    """As a dot-matrix printer gave it twenty years ago: capitals, abbreviations, a sentence for the right."""
    facts, head = data.facts, data.head
    page = Page((684, 792))
    y = 60.0
    for k in range(16):
        page.disc(14, 762 - k * 48, 4, SOFT, filled=False)
        page.disc(670, 762 - k * 48, 4, SOFT, filled=False)

    def put(t: str = "", step: float = 15, font: str = "K") -> None:
        nonlocal y
        page.text(48, y, bare(t), font, 10)
        y += step

    put("I M S S", font="KB")
    put(f"DELEGACION CHIAPAS  SUBDEL. {data.office}")
    put(f"DEPTO. DE AFILIACION VIGENCIA{'HOJA 1':>40}")
    put()
    put(f"{'CERTIFICACION DE VIGENCIA DE DERECHOS':^92}", font="KB")
    put(f"{'=' * 37:^92}")
    put()
    put(f"NUM. SEG. SOC. : {data.nss('-')}{'':8}F. ELAB. : {day(facts.issued)}")
    put(f"CURP           : {head.curp}")
    put(f"AP. PATERNO    : {head.first}")
    put(f"AP. MATERNO    : {head.second}")
    put(f"NOMBRE         : {head.given}")
    put(f"FEC. NACIM.    : {day(head.born)}")
    put(f"CLIN. ADSCRIP. : {'U.M.F. ' + facts.umf if facts.umf else ''}{'':5}CONS. : {facts.room:<5}TURNO : "
        f"{facts.shift}")  # fmt: skip
    put(f"AGREG. MED.    : {facts.agregado}")
    put(f"STATUS         : {facts.estado}")
    put()
    for employer in data.employers:
        put(f"REG. PAT.      : {data.registro(employer, '10-1')}   MOD. : {employer.modality}")
        put(f"PATRON         : {employer.name}")
    if not data.employers:
        put("REG. PAT.      :")
        put("PATRON         :")
    put()
    put("-" * 92)
    if data.right:
        put("SEGUN NUESTROS REGISTROS EL ASEGURADO ARRIBA CITADO SE ENCUENTRA CON SUS DERECHOS VIGENTES")
        put("PARA RECIBIR LAS PRESTACIONES MEDICAS QUE OTORGA EL INSTITUTO"
            + (f", HASTA EL {day(facts.valid_until)}." if facts.valid_until else "."))  # fmt: skip
    else:
        put("SEGUN NUESTROS REGISTROS EL ASEGURADO ARRIBA CITADO NO SE ENCUENTRA CON SUS DERECHOS VIGENTES")
        put("PARA RECIBIR LAS PRESTACIONES MEDICAS QUE OTORGA EL INSTITUTO.")
    put("-" * 92)
    put()
    put("ESTA CERTIFICACION NO ES VALIDA SIN SELLO Y FIRMA DEL RESPONSABLE.")
    put()
    put()
    put()
    put(f"{'_' * 34}          {'_' * 34}")
    put(f"{bare(data.clerk)[:34]:^34}          {bare(data.boss)[:34]:^34}")
    put(f"{'ELABORO, MAT. ' + data.folio(8):^34}          {'JEFE DE OFICINA':^34}")
    return page, truth(data, kin=False)


@layout()
def upper_rows(data: Data) -> Drawn:
    """A report in capitals: one table of labels and values, then one for each list."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(306, 40, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "SB", 11, "c")
    page.text(306, 55, "REPORTE DE VIGENCIA DE DERECHOS", "SB", 10, "c")
    page.text(306, 67, f"DELEGACIÓN CHIAPAS   SUBDELEGACIÓN {data.office}", "S", 8, "c")
    page.logo(40, 26, 30, black, False)
    page.bars(480, 30, data.folio(10), 20, 0.7)
    y = 92.0
    widths = [130, 402]
    rows = [("NSS", data.nss("10-1")), ("NOMBRE DEL ASEGURADO", data.surnames_first(sep="/").replace(" /", "/")),
        ("CURP", head.curp), ("FECHA DE NACIMIENTO", data.born()), ("LUGAR DE NACIMIENTO", data.state), ("SEXO",
        data.sex), ("AGREGADO MÉDICO", facts.agregado), ("DERECHO A SERVICIO MÉDICO", yes_no(data.right)),
        ("SITUACIÓN", facts.estado), ("UMF / TURNO / CONSULTORIO", f"{facts.umf} / {facts.shift} / {facts.room}"
        if facts.umf else ""), ("ÚLTIMO MOVIMIENTO", f"{facts.movement} {day(facts.moved)}" if facts.movement
        else ""), ("VIGENTE HASTA", day(facts.valid_until)), ("FECHA DE CONSULTA",
        f"{day(facts.issued)} {data.hour}")]  # fmt: skip
    y = page.table(40, y, widths, rows, "S", 8.5, head=0) + 14
    page.text(40, y, "PATRONES CON LOS QUE SE ENCUENTRA ACTIVO", "SB", 8.5)
    y += 5
    y = page.table(40, y, [30, 110, 332, 60], [("NO.", "REG. PATRONAL", "NOMBRE, DENOMINACIÓN O RAZÓN SOCIAL",
        "MOD."), *((n, data.registro(employer, "10-1"), employer.name, employer.modality) for n,
        employer in enumerate(data.employers, 1))] + ([] if data.employers else [("", "", "*** SIN REGISTROS ***",
        "")]), "S", 8, fill=SOFT) + 16  # fmt: skip
    page.text(40, y, "BENEFICIARIOS", "SB", 8.5)
    y += 5
    y = page.table(40, y, [76, 62, 128, 206, 60], [("PARENTESCO", "AGREGADO", "CURP", "APELLIDOS Y NOMBRE(S)",
        "C/DERECHO"), *((kin.relation, kin.agregado, kin.human.curp, data.surnames_first(kin.human),
        yes_no(kin.right)) for kin in data.kin)] + ([] if data.kin else [("", "", "", "*** SIN REGISTROS ***",
        "")]), "S", 7.5, fill=SOFT) + 16  # fmt: skip
    page.wrapped(40, y, 532, "NOTA: EL PRESENTE REPORTE ES INFORMATIVO. EN CASO DE NO TENER DERECHO AL "
        "SERVICIO MÉDICO, EL INTERESADO DEBERÁ ACUDIR AL DEPARTAMENTO DE AFILIACIÓN VIGENCIA CON "
        f"IDENTIFICACIÓN OFICIAL. TEL. {data.phone()} EXT. {data.folio(4)}.", "S", 7)  # fmt: skip
    page.text(40, 760, f"OPERADOR: {bare(data.clerk)}", "S", 7)
    page.text(572, 760, f"SECUENCIA NOTARIAL {data.folio(11)}", "S", 7, "r")
    return page, truth(data)


@layout()
def leader_rows(data: Data) -> Drawn:
    """A line printer's list of labels with leading dots."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(40, 40, "IMSS", "MB", 16)
    page.text(572, 40, "PAG. 1 DE 1", "M", 8, "r")
    page.text(306, 58, "COMPROBANTE DE VIGENCIA DE DERECHOS", "MB", 11, "c")
    page.line(40, 66, 572, 66, 1)
    y = 84.0

    def row(label: str, v: str) -> None:
        nonlocal y
        page.text(40, y, label + " " + "." * (34 - len(label)) + ":", "M", 9)
        page.wrapped(244, y, 328, v, "MB", 9)
        y += 14 * max(1, -(-len(str(v)) * 5.4 // 326))

    row("APELLIDO PATERNO", bare(head.first))
    row("APELLIDO MATERNO", bare(head.second))
    row("NOMBRE(S)", bare(head.given))
    row("FECHA DE NACIMIENTO", data.born("MON"))
    row("ENTIDAD DE NACIMIENTO", bare(data.state))
    row("SEXO", bare(data.sex))
    row("CVE. UNICA DE REG. DE POBLACION", head.curp)
    y += 6
    row("UNIDAD DE MEDICINA FAMILIAR", facts.umf)
    row("TURNO", facts.shift)
    row("CONSULTORIO", facts.room)
    row("AGREGADO MEDICO", facts.agregado)
    y += 6
    for n, employer in enumerate(data.employers, 1):
        row(f"PATRON {n}", bare(employer.name))
        row("  REGISTRO PATRONAL", employer.registro)
        row("  MODALIDAD", employer.modality)
    if not data.employers:
        row("PATRON", "SIN PATRON VIGENTE")
    y += 6
    row("TIPO DE ULTIMO MOVIMIENTO", facts.movement)
    row("FECHA DE ULTIMO MOVIMIENTO", day(facts.moved, "MON") if facts.movement else "")
    y += 6
    row("ESTADO", bare(facts.estado))
    row("DERECHO AL SERV. MEDICO", yes_no(data.right))
    row("VIGENTE HASTA", day(facts.valid_until, "MON"))
    y += 6
    row("NUM. DE SEGURIDAD SOCIAL", data.nss())
    row("FECHA DE EXPEDICION", day(facts.issued, "MON"))
    row("FOLIO", data.folio(10))
    y += 6
    page.line(40, y, 572, y, 0.5, dash=(2, 2))
    y += 14
    page.text(40, y, "B E N E F I C I A R I O S", "MB", 9)
    y += 14
    for kin in data.kin:
        page.text(40, y, f"{bare(kin.relation):<13}{bare(kin.human.full)}", "M", 8.5)
        y += 12
        page.text(40, y, f"{'':<13}{kin.human.curp}  {kin.agregado:<10}  CON DERECHO: {yes_no(kin.right)}", "M",
            8.5)  # fmt: skip
        y += 16
    if not data.kin:
        page.text(40, y, "NO TIENE BENEFICIARIOS REGISTRADOS", "M", 8.5)
        y += 14
    y = max(y + 4, 660)
    y = page.wrapped(40, y, 532, "EL DERECHO AL SERVICIO MEDICO SE ENCUENTRA SUJETO A VERIFICACION EN EL "
        "SISTEMA DE ACCESO A DERECHOHABIENTES EN EL MOMENTO DE LA ATENCION.", "M", 7)  # fmt: skip
    page.wrapped(40, y + 4, 532, f"SELLO DIGITAL: {data.sealed(140)}", "M", 6.5)
    return page, truth(data)


@layout()
def roman_cells(data: Data) -> Drawn:
    """Sections with Roman numbers; a row of labels, a row of values below it; the family on a second leaf."""
    facts, head = data.facts, data.head
    page = Page()
    pages = 2 if data.kin else 1

    def top(n: int) -> None:
        page.logo(44, 24, 30, GREEN, False)
        page.text(84, 38, "Instituto Mexicano del Seguro Social", "CARB", 13)
        page.text(84, 52, "Escritorio Virtual — Servicios para derechohabientes", "CAR", 9, color=GREY)
        page.text(568, 38, f"Hoja {n} de {pages}", "CAR", 8.5, "r")
        page.line(44, 64, 568, 64, 1, GREEN)

    top(1)
    page.text(306, 86, "CONSTANCIA DE VIGENCIA DE DERECHOS", "CARB", 14, "c")
    y = 104.0

    def section(t: str) -> None:
        nonlocal y
        page.box(44, y, 524, 15, SOFT, black, 0.4)
        page.text(50, y + 11, t, "CARB", 9)
        y += 15

    def cells(ws: Sequence[float], labels: Sequence[str], values: Sequence[str]) -> None:
        nonlocal y
        y = page.table(44, y, ws, [labels], "CAR", 7.5, head=0)
        y = page.table(44, y, ws, [values], "CARB", 9.5, head=0)

    section("I. DATOS DE LA PERSONA ASEGURADA")
    cells([130, 150, 122, 122], ("NSS", "CURP", "Fecha de nacimiento", "Sexo"), (data.nss(), head.curp,
        data.born(), data.sex))  # fmt: skip
    cells([175, 175, 174], ("Primer apellido", "Segundo apellido", "Nombre(s)"), (head.first, head.second,
        head.given))  # fmt: skip
    section("II. ADSCRIPCIÓN MÉDICA")
    cells([104, 105, 105, 105, 105], ("Delegación", "UMF", "Turno", "Consultorio", "Agregado médico"), ("CHIAPAS",
        f"{data.clinic}" if data.clinic else "", facts.shift, facts.room, facts.agregado))  # fmt: skip
    section("III. VIGENCIA")
    cells([150, 150, 112, 112], ("Estado de derechos", "Con derecho a servicio médico (SI/NO)",
        "Vigencia hasta", "Fecha de expedición"), (facts.estado, yes_no(data.right), day(facts.valid_until),
        day(facts.issued)))  # fmt: skip
    section("IV. PATRONES ACTIVOS")
    y = page.table(44, y, [324, 120, 80], [("Nombre o razón social", "Registro patronal", "Modalidad"),
        *((employer.name, employer.registro, employer.modality) for employer in data.employers)] + ([]
        if data.employers else [("Sin información", "", "")]), "CAR", 9)  # fmt: skip
    section("V. SERVICIOS Y OBSERVACIONES")
    y = page.wrapped(50, y + 14, 510, "Los servicios que otorga el Instituto comprenden: consulta externa, "
        "urgencias, hospitalización y farmacia, cuando la persona tiene derecho. Los beneficiarios se "
        "relacionan en hoja anexa, en su caso." + ("" if data.kin
        else " La persona asegurada no tiene beneficiarios registrados."), "CAR", 8.5) + 10  # fmt: skip
    y = max(y, 560)
    y = page.wrapped(44, y, 420, f"Cadena original: ||1.0|{data.folio(9)}|{head.nss}|{head.curp}"
        f"|{day(facts.issued, 'iso')}||", "M", 6.5)  # fmt: skip
    y = page.wrapped(44, y + 4, 420, f"Sello digital: {data.sealed(172)}", "M", 6.5)
    page.wrapped(44, y + 4, 420, f"Secuencia notarial: {data.folio(11)}", "M", 6.5)
    page.qr(494, 556, 70, data.url())
    page.wrapped(44, 740, 524, "Con fundamento en los artículos 5 A, 8 y 84 de la Ley del Seguro Social. "
        "En caso de baja, la persona asegurada conserva las prestaciones de enfermedades y maternidad por "
        "ocho semanas si cubrió un mínimo de ocho cotizaciones semanales ininterrumpidas.", "CAR", 7,
        color=GREY)  # fmt: skip
    if data.kin:
        page.turn_over()
        top(2)
        y = 84
        page.text(44, y, f"Relación de beneficiarios — NSS {data.nss()}", "CARB", 11)
        y += 10
        y = page.table(44, y, [172, 122, 80, 74, 76], [("Nombre del beneficiario", "CURP", "Parentesco",
            "Agregado", "Con derecho"), *((kin.human.full, kin.human.curp, kin.relation, kin.agregado,
            yes_no(kin.right)) for kin in data.kin)], "CAR", 8.5, fill=SOFT)  # fmt: skip
        page.wrapped(44, y + 16, 524, "Las hijas e hijos mayores de 16 y hasta 25 años requieren constancia "
            "de estudios para mantener su registro. Fin del documento.", "CAR", 8)  # fmt: skip
    return page, truth(data)
