"""What an institute's portal prints: captions and values in columns, blocks and cells."""

from collections.abc import Sequence

from reportlab.lib.colors import white
from reportlab.lib.pagesizes import LETTER, landscape

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GOLD, GREEN, GREY, PALE, SOFT, WINE, Page
from bench.fourth.faces import width_of
from bench.fourth.page import hue, split
from bench.fourth.spelling import day, si_no, titled, yes_no
from bench.fourth.told import truth


@layout()
def desk_two_columns(data: Data) -> Drawn:
    """Header bar, small labels over values in two columns, table, seal."""
    facts, head = data.facts, data.head
    page = Page()
    page.watermark("IMSS", 150)
    page.logo(40, 26, 34)
    page.text(92, 40, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "SB", 11, color=GREEN)
    page.text(92, 54, "Dirección de Incorporación y Recaudación", "S", 8.5)
    page.text(92, 66, "Servicios digitales · Escritorio Virtual", "S", 8)
    page.box(40, 88, 532, 20, fill=GREEN, stroke=None)
    page.text(306, 102, "CONSTANCIA DE VIGENCIA DE DERECHOS", "SB", 11, "c", white)
    left = 48
    middle = 320
    y = 126.0
    rows = [("Nombre(s)", head.given, "Número de Seguridad Social", data.nss()), ("Primer apellido", head.first,
        "CURP", head.curp), ("Segundo apellido", head.second, "Sexo", data.sex), ("Fecha de nacimiento",
        day(head.born), "Lugar de nacimiento", data.state), ("Delegación", "CHIAPAS" if facts.umf else "",
        "Unidad de Medicina Familiar", facts.umf), ("Turno", facts.shift, "Consultorio", facts.room),
        ("Agregado médico", facts.agregado, "Estado", facts.estado), ("Último movimiento",
        f"{facts.movement}  {day(facts.moved)}" if facts.movement else "", "Vigente hasta",
        day(facts.valid_until)), ("Fecha de expedición", day(facts.issued), "Con derecho al servicio médico", "SI"
        if data.right else "NO")]  # fmt: skip
    for a, av, b, bv in rows:
        page.captioned(left, y, a, av, "S", 9, width=250)
        y2 = page.captioned(middle, y, b, bv, "S", 9, width=250)
        page.line(40, y2 - 8, 572, y2 - 8, 0.3, SOFT)
        y += 27
    y += 4
    page.text(left, y, "Patrones activos", "SB", 9, color=GREEN)
    y += 6
    y = page.table(40, y, [110, 72, 350], [["Registro patronal", "Modalidad",
        "Nombre, denominación o razón social"], *([employer.registro, employer.modality, employer.name]
        for employer in data.employers)] + ([["", "", ""]] if not data.employers else []), "S", 8,
        fill=PALE) + 16  # fmt: skip
    if data.kin:
        page.text(left, y, "Beneficiarios registrados", "SB", 9, color=GREEN)
        y += 6
        y = page.table(40, y, [190, 122, 76, 74, 70], [["Nombre", "CURP", "Parentesco", "Agregado",
            "Con derecho"], *([kin.human.full, kin.human.curp, kin.relation, kin.agregado, "SI" if kin.right
            else "NO"] for kin in data.kin)], "S", 7.5, fill=PALE) + 16  # fmt: skip
    page.text(left, y, "Cadena original:", "SB", 7)
    y = page.wrapped(left, y + 9, 420, f"||Invocante:[PortalAsegurado]|Fecha:[{facts.issued}T{data.hour}"
        f"]|NSS:[{head.nss}]|CURP:[{head.curp}]|Servicio:[VIG-{data.folio(5)}]||", "M", 6) + 3  # fmt: skip
    page.text(left, y, "Sello digital:", "SB", 7)
    y = page.wrapped(left, y + 9, 420, " ".join(data.seal(86) for _ in range(3)), "M", 6) + 3
    page.text(left, y, f"Secuencia notarial: {data.folio(11)}", "S", 7)
    page.qr(500, y - 62, 66, data.url())
    page.wrapped(left, 748, 520, "La presente se expide con fundamento en los artículos 5 A, 84 y 109 de la "
        "Ley del Seguro Social. La información corresponde a la que se encuentra en los sistemas "
        "institucionales al momento de la consulta y no constituye resolución.", "S", 6, color=GREY)  # fmt: skip
    return page, truth(data)


@layout()
def landscape_three(data: Data) -> Drawn:
    """Landscape, three columns of blocks with coloured heads."""
    facts, head = data.facts, data.head
    page = Page(landscape(LETTER))
    blue = hue("#264d73")
    page.logo(36, 22, 30, blue, words=False)
    page.text(76, 34, "IMSS · Órgano de Operación Administrativa Desconcentrada Estatal Chiapas", "GB", 11)
    page.text(76, 48, "Ficha de vigencia de derechos del asegurado", "G", 10)
    page.text(756, 34, f"Folio: {data.folio(11)}", "G", 8, "r")
    page.text(756, 48, f"Expedida: {day(facts.issued, 'MON')}", "G", 8, "r")

    def block(x: float, y: float, w: float, title: str, rows: Sequence[Sequence[str]]) -> float:
        page.box(x, y, w, 16, fill=blue, stroke=None)
        page.text(x + 6, y + 11.5, title, "GB", 8.5, color=white)
        z = y + 30
        for a, b in rows:
            page.text(x + 6, z, a, "G", 7.5, color=GREY)
            z = page.wrapped(x + 88, z, w - 92, b or "---", "GB", 8.5, 10.5) + 5
        page.box(x, y, w, z - y, stroke=blue, width=0.8)
        return z + 12

    a = block(36, 70, 232, "ASEGURADO", [("Nombre", data.surnames_first(sep=" ")), ("NSS", data.nss("-")),
        ("CURP", head.curp), ("Nacimiento", day(head.born, "MON")), ("Entidad", data.state), ("Sexo",
        data.sex.capitalize())])  # fmt: skip
    b = block(278, 70, 232, "ADSCRIPCIÓN MÉDICA", [("Unidad", f"UMF {data.clinic}" if data.clinic else ""),
        ("Turno", facts.shift), ("Consultorio", facts.room), ("Agregado", facts.agregado), ("Delegación",
        "Chiapas" if facts.umf else ""), ("Subdelegación", titled(data.office) if facts.umf else "")])  # fmt: skip
    c = block(520, 70, 236, "SITUACIÓN", [("Estado", facts.estado), ("Servicio médico", "Con derecho"
        if data.right else "Sin derecho"), ("Vigente hasta", day(facts.valid_until, "MON")), ("Movimiento",
        facts.movement), ("Fecha mov.", day(facts.moved, "MON") if facts.movement else "")])  # fmt: skip
    y = max(a, b, c)
    page.text(36, y + 6, "Patrones con relación laboral activa", "GB", 9)
    y = page.table(36, y + 12, [120, 70, 530], [["Registro patronal", "Modalidad", "Patrón"],
        *([data.registro(employer, "-"), employer.modality, employer.name] for employer in data.employers)]
        + ([["---", "---", "Ninguno"]] if not data.employers else []), "G", 8, fill=hue("#dbe4ee"),
        stroke=blue) + 14  # fmt: skip
    if data.kin:
        page.text(36, y + 2, "Familiares beneficiarios", "GB", 9)
        y = page.table(36, y + 8, [240, 150, 110, 110, 110], [["Nombre", "CURP", "Parentesco", "Agregado",
            "Servicio médico"], *([data.surnames_first(kin.human), kin.human.curp, kin.relation, kin.agregado,
            "Con derecho" if kin.right else "Sin derecho"] for kin in data.kin)], "G", 8, fill=hue("#dbe4ee"),
            stroke=blue) + 14  # fmt: skip
    page.bars(36, 540, data.folio(12), 22)
    page.text(756, 556, f"Consultó: {data.clerk}, matrícula {data.folio(8)}", "GI", 7.5, "r")
    page.wrapped(36, 580, 720, "Artículos 109 y 111 A de la Ley del Seguro Social. El uso indebido de este "
        "documento será sancionado en términos de las disposiciones aplicables.", "G", 6.5, color=GREY)  # fmt: skip
    return page, truth(data)


@layout()
def dense_cells(data: Data) -> Drawn:
    """A dense grid: small labels in the cells' corners."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(36, 40, "IMSS", "GB", 20, color=GREEN)
    page.text(100, 32, "SISTEMA DE INFORMACIÓN DE ATENCIÓN INTEGRAL", "GB", 8)
    page.text(100, 43, "HOJA DE ADSCRIPCIÓN Y VIGENCIA DE DERECHOS", "GB", 10)
    page.bars(440, 24, data.folio(10), 20, 0.9)
    page.text(576, 54, f"Fecha de impresión: {day(facts.issued, '-')}  {data.hour[:5]}", "G", 7, "r")
    y = 62.0

    def row(*cells: tuple[float, str, str], high: float = 30) -> None:
        nonlocal y
        x = 36.0
        if any((len(split(str(b), "GB", 9, w - 8)) > 1 for w, _, b in cells)):
            high = max(high, 38)
        for w, a, b in cells:
            page.box(x, y, w, high, width=0.5)
            page.text(x + 3, y + 8, a, "G", 5.8, color=GREY)
            page.wrapped(x + 5, y + 21, w - 8, b, "GB", 9, 9.5)
            x += w
        y += high

    row((180, "NÚMERO DE SEGURIDAD SOCIAL", data.nss()), (90, "AGREGADO MÉDICO", facts.agregado), (180, "CURP",
        head.curp), (90, "NACIMIENTO", day(head.born, "-")))  # fmt: skip
    row((180, "APELLIDO PATERNO", head.first), (180, "APELLIDO MATERNO", head.second), (180, "NOMBRE(S)",
        head.given))  # fmt: skip
    row((60, "U.M.F.", facts.umf), (60, "CONSULT.", facts.room), (90, "TURNO", facts.shift), (150,
        "SUBDELEGACIÓN", data.office if facts.umf else ""), (180, "ENTIDAD DE NACIMIENTO", data.state))  # fmt: skip
    row((180, "SITUACIÓN", facts.estado), (140, "DERECHO A SERVICIO MÉDICO", "SI" if data.right else "NO"), (110,
        "FIN DE VIGENCIA", day(facts.valid_until, "-")), (110, "ÚLT. MOVIMIENTO", day(facts.moved, "-")
        if facts.movement else ""))  # fmt: skip
    y += 8
    page.text(36, y + 8, "PATRONES VIGENTES", "GB", 8)
    y += 12
    for employer in data.employers or [None]:
        row((110, "REGISTRO PATRONAL", data.registro(employer, " ") if employer else ""), (50, "MOD.",
            employer.modality if employer else ""), (380, "DENOMINACIÓN", employer.name if employer
            else ""))  # fmt: skip
    if data.kin:
        y += 8
        page.text(36, y + 8, "DERECHOHABIENTES DEL NÚCLEO FAMILIAR", "GB", 8)
        y += 12
        for kin in data.kin:
            row((76, "AGREGADO", kin.agregado), (84, "PARENTESCO", kin.relation), (190, "NOMBRE",
                data.surnames_first(kin.human)), (140, "CURP", kin.human.curp), (50, "DERECHO", "SI" if kin.right
                else "NO"))  # fmt: skip
    y += 8
    row((540, "OBSERVACIONES", data.pick("", "Acudir a actualizar domicilio y teléfono.",
        "Pendiente fotografía en Cartilla Nacional de Salud.")), high=34)  # fmt: skip
    row((180, "MATRÍCULA Y NOMBRE DEL USUARIO", f"{data.folio(8)}"), (360, " ", data.clerk))
    page.wrapped(36, y + 14, 540, "DOCUMENTO DE USO INTERNO Y PARA EL DERECHOHABIENTE. LOS DATOS PERSONALES "
        "ESTÁN PROTEGIDOS POR LA LEY.", "G", 6)  # fmt: skip
    return page, truth(data)


@layout()
def bar_sections(data: Data) -> Drawn:
    """Coloured bars over sections of captions with their values."""
    facts, head = data.facts, data.head
    page = Page()
    page.logo(40, 28, 34)
    page.text(92, 44, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "OSB", 10, color=GREEN)
    page.text(92, 58, "Dirección de Incorporación y Recaudación", "OS", 8, color=GREY)
    page.text(572, 44, "Vigencia de Derechos", "OSB", 15, "r", WINE)
    page.text(572, 58, f"Folio de la solicitud {data.folio(11)}", "OS", 7.5, "r", GREY)
    page.line(40, 78, 572, 78, 1.5, GOLD)
    page.text(40, 95, f"Emitida el {day(facts.issued)} a las {data.hour} hrs.", "OS", 8)
    y = 112.0
    page.box(40, y, 532, 16, GREEN, None)
    page.text(46, y + 11.5, "Persona asegurada", "OSB", 8.5, color=white)
    y += 30
    left = [("Nombre(s)", head.given), ("Primer apellido", head.first), ("Segundo apellido", head.second)]
    for n, (label, v) in enumerate(left):
        page.captioned(46 + n * 178, y, label, v, "OS", 9, 6.5, width=170)
    y += 38 if width_of(head.first, "OSB", 9) < 170 and width_of(head.second, "OSB",
        9) < 170 and (width_of(head.given, "OSB", 9) < 170) else 50  # fmt: skip
    for n, (label, v) in enumerate([("CURP", head.curp), ("Número de seguridad social", data.nss()),
        ("Agregado médico", facts.agregado)]):  # fmt: skip
        page.captioned(46 + n * 178, y, label, v, "OS", 9)
    y += 32
    for n, (label, v) in enumerate([("Nacimiento", f"{data.born()} · {titled(data.state)}"), ("Sexo",
        data.sex.capitalize()), ("Estado del asegurado", facts.estado)]):  # fmt: skip
        page.captioned(46 + n * 178, y, label, v, "OS", 8.5, width=172)
    y += 42
    page.box(40, y, 532, 16, GREEN, None)
    page.text(46, y + 11.5, "Servicio médico", "OSB", 8.5, color=white)
    y += 30
    page.text(46, y, "¿Con derecho al servicio médico?", "OS", 9)
    page.text(205, y, si_no(data.right), "OSB", 13)
    page.text(300, y, "Vigente hasta", "OS", 9)
    page.text(372, y, day(facts.valid_until) or "", "OSB", 9)
    y += 18
    page.text(46, y, "Unidad de Medicina Familiar (UMF)", "OS", 9)
    page.text(212, y, data.clinic, "OSB", 9)
    page.text(300, y, "Turno", "OS", 9)
    page.text(335, y, facts.shift.capitalize(), "OSB", 9)
    page.text(430, y, "Consultorio", "OS", 9)
    page.text(490, y, facts.room, "OSB", 9)
    y += 20
    if data.employers:
        y = page.table(40, y, [110, 60, 362], [("Registro patronal", "Modalidad",
            "Denominación o razón social del patrón activo"), *((employer.registro, employer.modality,
            employer.name) for employer in data.employers)], "OS", 8, fill=PALE, stroke=SOFT) + 12  # fmt: skip
    else:
        page.text(46, y, "Sin patrones activos a la fecha de emisión.", "OSI", 8, color=GREY)
        y += 14
    if data.past:
        page.text(46, y, f"Última relación laboral concluida: {data.past.name}", "OSI", 7.5, color=GREY)
        y += 14
    y += 4
    page.box(40, y, 532, 16, GREEN, None)
    page.text(46, y + 11.5, "Beneficiarios registrados", "OSB", 8.5, color=white)
    y += 20
    if data.kin:
        y = page.table(40, y, [190, 118, 74, 74, 76], [("Nombre", "CURP", "Parentesco", "Agregado",
            "¿Con derecho?"), *((kin.human.full, kin.human.curp, kin.relation, kin.agregado, si_no(kin.right))
            for kin in data.kin)], "OS", 7.5, fill=PALE, stroke=SOFT) + 10  # fmt: skip
    else:
        page.text(46, y + 8, "No existen beneficiarios registrados.", "OSI", 8, color=GREY)
        y += 20
    y = page.wrapped(40, max(y + 10, 600), 450, "Si la respuesta es NO y usted labora, solicite a su patrón "
        "que revise su aviso de inscripción. Los hijos estudiantes mayores de 16 años deben comprobar "
        "estudios en planteles del Sistema Educativo Nacional para conservar el derecho hasta los 25 años.", "OS",
        6.5, color=GREY)  # fmt: skip
    y = page.wrapped(40, y + 6, 450, f"Cadena original: ||{data.folio(10)}|{head.nss}|{head.curp}"
        f"|{day(facts.issued, 'iso')}|{data.folio(6)}||", "M", 6)  # fmt: skip
    page.wrapped(40, y + 2, 450, f"Sello digital: {data.sealed(160)}", "M", 6)
    page.qr(508, 610, 62, data.url())
    page.text(306, 770, "Atención: 800 623 23 23 · Este documento no requiere firma autógrafa.", "OS", 7, "c",
        GREY)  # fmt: skip
    return page, truth(data)


@layout()
def values_sent_first(data: Data) -> Drawn:
    """A report engine that sends the values first and the labels afterwards."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(572, 50, day(facts.issued), "G", 9, "r")
    page.text(572, 63, data.folio(11), "G", 9, "r")
    y = 300.0
    ours = [("Apellidos", f"{head.first} {head.second}".strip()), ("Nombre(s)", head.given), ("NSS",
        data.nss("2")), ("CURP", head.curp), ("Agregado médico", facts.agregado), ("Nació", data.born())]  # fmt: skip
    theirs = [("Con derecho al\xa0servicio médico", yes_no(data.right)), ("Estado actual", facts.estado),
        ("Vigente al", day(facts.valid_until)), ("UMF", facts.umf), ("Turno", facts.shift), ("Consultorio",
        facts.room)]  # fmt: skip
    y0 = 112
    for n, (_, v) in enumerate(ours):
        page.text(118, y0 + n * 18, v, "GB", 8.5 if len(v) < 30 else 6.8)
    for n, (_, v) in enumerate(theirs):
        page.text(460, y0 + n * 18, v, "GB", 8.5 if len(v) < 20 else 7)
    for n, (label, _) in enumerate(ours):
        page.text(40, y0 + n * 18, label, "G", 8, color=GREY)
    for n, (label, _) in enumerate(theirs):
        page.text(330, y0 + n * 18, label, "G", 8, color=GREY)
    page.text(490 - 60, 50, "Fecha de emisión", "G", 8, "l", GREY)
    page.text(490 - 60, 63, "Folio de emisión", "G", 8, "l", GREY)
    page.logo(40, 24, 32, WINE)
    page.text(84, 44, "Comprobante de Vigencia", "GB", 15, color=WINE)
    page.text(84, 58, "de Derechos", "GB", 15, color=WINE)
    page.line(40, 92, 572, 92, 0.8, WINE)
    page.box(320, 97, 252, 116, None, WINE, 0.8, 6)
    y = y0 + 124
    page.text(40, y, "Beneficiarios", "GB", 11, color=WINE)
    y += 6
    if data.kin:
        y = page.table(40, y, [66, 192, 82, 66, 126], [("Con derecho", "Nombre del familiar", "Parentesco",
            "Agregado", "CURP"), *((yes_no(kin.right), data.surnames_first(kin.human), kin.relation, kin.agregado,
            kin.human.curp) for kin in data.kin)], "G", 7.5, grid=False, rules=True, stroke=SOFT) + 22  # fmt: skip
    else:
        page.text(40, y + 12, "Sin beneficiarios.", "G", 8.5)
        y += 34
    page.text(40, y, "Patrones activos", "GB", 11, color=WINE)
    y += 6
    if data.employers:
        y = page.table(40, y, [60, 110, 362], [("Modalidad", "Registro", "Razón social"), *((employer.modality,
            employer.registro, employer.name) for employer in data.employers)], "G", 8, grid=False, rules=True,
            stroke=SOFT) + 22  # fmt: skip
    else:
        page.text(40, y + 12, "No hay patrones activos para este número de seguridad social.", "G", 8.5)
        y += 34
    if data.past:
        page.text(40, y, f"Último patrón (baja el {day(facts.moved)}): {data.past.name}", "G", 8, color=GREY)
        y += 18
    y = max(y, 560)
    page.line(40, y, 572, y, 0.5, SOFT)
    y += 14
    y = page.wrapped(40, y, 532, "Este comprobante acredita la situación registrada a la fecha de emisión y "
        "no sustituye a la cartilla de salud. Si usted aparece con NO, no se presente a consulta sin antes "
        "regularizar su situación, salvo urgencia real.", "G", 7.5)  # fmt: skip
    y = page.wrapped(40, y + 6, 532, f"Cadena original: {data.folio(5)}|{head.curp}|{head.nss}"
        f"|{day(facts.issued)}|{data.folio(4)}", "M", 6.5)  # fmt: skip
    page.wrapped(40, y + 4, 532, f"Sello digital: {data.sealed(180)}", "M", 6.5)
    page.bars(230, 720, data.folio(14), 26, 0.8)
    return page, truth(data)
