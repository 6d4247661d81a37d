"""What schools, hospitals and clinics write down of what the institute answered."""

from reportlab.lib.pagesizes import A4

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GREY, SOFT, Page
from bench.fourth.layout import ALONE
from bench.fourth.page import hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth


@layout(ALONE)
def school_office(data: Data) -> Drawn:
    """A university's office writes down what IMSS's service answered."""
    facts, head = data.facts, data.head
    page = Page()
    navy = hue("#14305c")
    page.box(0, 0, 612, 10, fill=navy, stroke=None)
    page.box(50, 30, 36, 40, stroke=navy, width=1.5, r=6)
    page.text(68, 56, "US", "EB", 14, "c", navy)
    page.text(100, 46, "Universidad del Soconusco Central", "EB", 13, color=navy)
    page.text(100, 61, "Coordinación de Servicio Social y Seguro Facultativo", "E", 9)
    page.text(562, 46, f"Reporte {data.folio(5)}/{facts.issued.year}", "E", 8.5, "r")
    page.text(562, 60, day(facts.issued, "long"), "E", 8.5, "r")
    page.text(306, 104, "Constancia de vigencia de derechos IMSS", "EB", 12, "c")
    page.text(306, 118, "(resultado de la consulta en el portal del Instituto Mexicano del Seguro Social)", "EI",
        8.5, "c")  # fmt: skip
    y = 142.0
    y = page.paragraph(50, y, 512, f"Esta coordinación consultó el {day(facts.issued, 'long')} la vigencia "
        "de la persona que se indica, con el resultado siguiente:", "E", 9.5) + 10  # fmt: skip
    rows = [["Nombre", head.full], ["Matrícula escolar", f"{facts.issued.year - 2}{data.folio(5)}"],
        ["Número de seguridad social", data.nss()], ["CURP", head.curp], ["UMF asignada",
        data.clinic or "Pendiente de trámite"], ["Consultorio y turno", f"{facts.room}, {facts.shift.lower()}"
        if facts.umf else "Pendiente de trámite"], ["Agregado médico", facts.agregado or "Pendiente de trámite"],
        ["Estado reportado por el IMSS", facts.estado or "Sin dato"]]  # fmt: skip
    for i, employer in enumerate(data.employers, 1):
        rows.append([f"Patrón {i}" if len(data.employers) > 1 else "Patrón",
            f"{employer.name} (registro patronal {employer.registro}, modalidad {employer.modality})"])  # fmt: skip
    if not data.employers:
        rows.append(["Patrón", "Ninguno activo"])
    if facts.valid_until:
        rows.append(["Derechos hasta", day(facts.valid_until, "long")])
    y = page.table(50, y, [170, 342], rows, "E", 9, head=0, stroke=navy) + 16
    y = page.paragraph(50, y, 512, "<b>Dictamen:</b> " + (
        "la persona consultada <b>cuenta con servicio médico del IMSS</b> a la fecha de la consulta."
        if data.right else "la persona consultada <b>no cuenta con servicio médico del IMSS</b> a la fecha "
        "de la consulta."), "E", 10.5) + 12  # fmt: skip
    y = page.paragraph(50, y, 512, "Si los datos de la unidad médica están pendientes, preséntate en la "
        "clínica más cercana a tu domicilio con tu comprobante de inscripción, identificación, comprobante "
        "de domicilio y dos fotografías. Horario de esta oficina: 9:00 a 15:00 h, edificio B, planta baja.", "E",
        8.5)  # fmt: skip
    page.line(80, y + 60, 270, y + 60)
    page.text(175, y + 73, data.clerk, "E", 8.5, "c")
    page.text(175, y + 84, "Responsable de seguro facultativo", "E", 8, "c")
    page.line(342, y + 60, 532, y + 60)
    page.text(437, y + 73, data.boss, "E", 8.5, "c")
    page.text(437, y + 84, "Coordinación de Servicio Social", "E", 8, "c")
    page.text(306, 764, f"Documento informativo. Conmutador {data.phone()}, ext. {data.folio(4)}  ·  "
        "seguro.facultativo@ejemplo.mx", "E", 7.5, "c", GREY)  # fmt: skip
    return page, truth(data, kin=False, unscored=() if facts.estado else ("estado",))


@layout()
def hospital_check(data: Data) -> Drawn:
    """A hospital's check of the right before admission; granted or not in a box."""
    facts, head = data.facts, data.head
    page = Page(A4)
    page.text(44, 46, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "OSB", 11)
    page.text(44, 60, f"Hospital General Regional No. {data.rng.choice((5, 7, 9))} · Admisión Hospitalaria", "OS",
        9)  # fmt: skip
    page.text(551, 46, "FORMATO AH-VD-03", "OS", 8, "r")
    page.text(551, 60, f"Hora {data.hour[:5]}", "OS", 8, "r")
    page.line(44, 68, 551, 68, 1.5)
    page.text(44, 90, "Verificación de vigencia de derechos", "OSB", 14)
    page.text(44, 112, f"Fecha: {day(facts.issued, '-')}", "OSB", 9)
    page.text(200, 112, "Servicio solicitante: "
        f"{data.pick('Consulta externa', 'Urgencias', 'Laboratorio clínico')}", "OS", 9)  # fmt: skip
    page.text(551, 112, f"Cama/ref.: {data.folio(3)}", "OS", 9, "r")
    left = 44
    right = 306
    y = 140.0
    for (a, b), (c, e) in zip((("Asegurado titular", data.surnames_first(sep=" ")), ("Seguridad social",
        data.nss("-")), ("Nacimiento", day(head.born, "-")), ("Unidad de origen", f"UMF {data.clinic}"
        if facts.umf else "No localizada")), (("CURP", head.curp), ("Agregado",
        facts.agregado or "No localizado"), ("Lugar", data.state), ("Turno / consultorio",
        f"{facts.shift} / {facts.room}" if facts.umf else "No localizado")), strict=True):  # fmt: skip
        page.text(left, y, a, "OS", 7.5, color=GREY)
        page.text(left, y + 12, b, "OSB", 9.5)
        page.text(right, y, c, "OS", 7.5, color=GREY)
        page.text(right, y + 12, e, "OSB", 9.5)
        page.line(left, y + 18, 551, y + 18, 0.3, SOFT)
        y += 32
    if facts.estado:
        page.text(left, y, "Estado del asegurado en base de datos central", "OS", 7.5, color=GREY)
        page.text(left, y + 12, facts.estado, "OSB", 9.5)
        y += 28
    y += 4
    page.box(left, y, 507, 46, fill=hue("#f4f4f4"), width=1)
    page.text(left + 10, y + 18, "RESULTADO DE LA VERIFICACIÓN", "OSB", 8.5)
    page.text(left + 10, y + 35, "Sí tiene derecho: procede otorgar atención médica." if data.right
        else "No tiene derecho: no procede otorgar atención médica con cargo al Instituto.", "OSB", 10.5)  # fmt: skip
    y += 62
    if facts.valid_until:
        page.text(left, y, f"Última fecha con derecho: {day(facts.valid_until, '-')}", "OS", 9)
        y += 18
    page.text(left, y, "Empleador o sujeto obligado", "OSB", 9)
    y += 14
    for employer in data.employers:
        page.text(left + 8, y, f"{data.registro(employer)}   modalidad {employer.modality}   {employer.name}",
            "OS", 8.5)  # fmt: skip
        y += 14
    if not data.employers:
        page.text(left + 8, y, "Ninguno", "OS", 8.5)
        y += 14
    if data.kin:
        y += 6
        page.text(left, y, "Beneficiarios", "OSB", 9)
        y += 6
        y = page.table(left, y, [174, 130, 74, 65, 64], [["Nombre", "CURP", "Parentesco", "Agregado",
            "¿Procede?"], *([data.surnames_first(kin.human), kin.human.curp, kin.relation, kin.agregado, "Procede"
            if kin.right else "No procede"] for kin in data.kin)], "OS", 7.5, stroke=GREY) + 8  # fmt: skip
    page.text(left, 700, f"Verificó: {data.clerk} (mat. {data.folio(9)})", "OS", 8.5)
    page.text(left, 714, f"Jefe de turno: {data.boss}", "OS", 8.5)
    page.text(551, 700, f"Ext. {data.folio(5)}", "OS", 8.5, "r")
    page.wrapped(left, 740, 507, "En caso de urgencia la atención se otorga sin condicionarla a la "
        "vigencia. Cuando no procede, el costo se calcula con los costos unitarios por nivel de atención "
        "publicados en el Diario Oficial de la Federación. Constancia sin valor para trámites de pensión.", "OS",
        7, color=GREY)  # fmt: skip
    return page, truth(data)


@layout()
def traffic_light(data: Data) -> Drawn:
    """A coloured lamp and a status word."""
    facts, head = data.facts, data.head
    page = Page()
    g = hue("#2e8b57")
    r = hue("#c0392b")
    off = hue("#e6e6e6")
    page.text(50, 48, "Vigencia de derechos IMSS", "OSB", 18)
    page.text(50, 64, "Resumen para el derechohabiente", "OS", 10, color=GREY)
    page.line(50, 74, 562, 74, 1.5, g)
    for i, c in enumerate((r if not data.right else off, off, g if data.right else off)):
        page.disc(78, 106 + 30 * i, 12, c)
    page.box(56, 88, 44, 98, stroke=GREY, width=1.2, r=10)
    page.text(120, 116, "DERECHO A SERVICIO MÉDICO", "OS", 9, color=GREY)
    page.text(120, 142, "ACTIVO" if data.right else "INACTIVO", "OSB", 24, color=g if data.right else r)
    page.text(120, 164, f"Hasta el {day(facts.valid_until)}" if facts.valid_until
        else f"Según consulta del {day(facts.issued)}", "OS", 9)  # fmt: skip
    x = 340
    y = 100.0
    for a, b in (("Estado", facts.estado or "Sin dato"), ("Clínica", f"UMF {facts.umf}" if facts.umf
        else "Sin dato"), ("Turno", facts.shift.capitalize() or "Sin dato"), ("Consultorio",
        facts.room or "Sin dato"), ("Agregado", facts.agregado or "Sin dato")):  # fmt: skip
        page.text(x, y, a, "OS", 8.5, color=GREY)
        page.text(410, y, b, "OSB", 9)
        y += 17
    y = 214
    page.text(50, y, "Datos personales", "OSB", 11, color=g)
    y += 18
    for a, b, c, e in (("Nombre", head.full, "", ""), ("NSS", data.nss("10-1"), "CURP", head.curp), ("Nacimiento",
        day(head.born), "Entidad", titled(data.state))):  # fmt: skip
        page.text(50, y, a, "OS", 8.5, color=GREY)
        page.text(120, y, b, "OSB", 9)
        page.text(300, y, c, "OS", 8.5, color=GREY)
        page.text(350, y, e, "OSB", 9)
        y += 17
    y += 10
    page.text(50, y, "Patrones o instituciones", "OSB", 11, color=g)
    y += 18
    for employer in data.employers:
        y = page.wrapped(50, y, 500, employer.name, "OSB", 9)
        page.text(50, y, f"Registro patronal: {data.registro(employer, '-')}     Modalidad: {employer.modality}",
            "OS", 8.5)  # fmt: skip
        y += 18
    if not data.employers:
        page.text(50, y, "Sin patrón vigente", "OS", 9)
        y += 18
    if data.kin:
        y += 6
        page.text(50, y, "Familiares", "OSB", 11, color=g)
        y += 18
        for kin in data.kin:
            page.disc(56, y - 3, 4.5, g if kin.right else r)
            page.text(68, y, kin.human.full, "OSB", 9)
            page.text(562, y, "Derecho activo" if kin.right else "Derecho inactivo", "OSB", 9, "r")
            y += 13
            page.text(68, y, f"{kin.relation.capitalize()}, agregado {kin.agregado}, CURP {kin.human.curp}", "OS",
                8.5, color=GREY)  # fmt: skip
            y += 18
    page.text(50, 716, f"Documento emitido el {day(facts.issued)} a las {data.hour[:5]} h por el módulo "
        f"{data.folio(3)}; atendió {data.clerk}.", "OS", 8)  # fmt: skip
    page.wrapped(50, 732, 512, "El semáforo es una ayuda visual: lo que vale es el texto. Verde: puede "
        "solicitar atención. Amarillo: hay una aclaración en curso. Rojo: no puede solicitar atención.", "OS",
        7.5, color=GREY)  # fmt: skip
    return page, truth(data, unscored=() if facts.estado else ("estado",))
