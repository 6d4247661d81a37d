"""Certificates: points in legal words, and one with annexes."""

from reportlab.lib.pagesizes import A4

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GOLD, GREY, Page
from bench.fourth.layout import ALONE
from bench.fourth.page import hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth


@layout(ALONE)
def legal_numbered(data: Data) -> Drawn:
    """Grounds first, then PRIMERO, SEGUNDO, TERCERO in prose; old-fashioned."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(306, 46, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "RB", 13, "c")
    page.text(306, 62, f"Delegación Estatal en Chiapas · Subdelegación {titled(data.office)}", "R", 10, "c")
    page.text(552, 90, f"Folio certificado: {data.folio(11)}", "R", 9, "r")
    y = page.paragraph(60, 104, 492, "Con fundamento en los artículos 5 A, fracciones XI, XII y XIII, 84, "
        "91, 109 y 251, fracciones IV y XXXVII, de la Ley del Seguro Social; 150, fracción I, del Reglamento "
        "Interior del Instituto Mexicano del Seguro Social, y 75 del Reglamento de la Ley del Seguro Social "
        "en materia de Afiliación, Clasificación de Empresas, Recaudación y Fiscalización, se expide la "
        "siguiente:", "R", 10, 14, "j")  # fmt: skip
    page.text(306, y + 26, "CONSTANCIA  DE  VIGENCIA  DE  DERECHOS", "RB", 13, "c")
    y += 42
    o = data.by_sex("el C.", "la C.", "el (la) C.")
    y = page.paragraph(60, y, 492, "<b>PRIMERO.</b> Que en la base de datos institucional existe registro a "
        f"nombre de {o} <b>{head.full}</b>, CURP <b>{head.curp}</b>, a quien corresponde el número de "
        f"seguridad social <b>{data.nss()}</b>, con fecha de nacimiento {day(head.born, 'long')} en "
        f"{titled(data.state)}.", "R", 11, 16, "j") + 10  # fmt: skip
    if data.employers:
        who = ("el sujeto obligado que sostiene su aseguramiento es" if len(data.employers) == 1
            else "los sujetos obligados que sostienen su aseguramiento son")  # fmt: skip
        t = (f"Que {who} " + "; ".join(f"<b>{employer.name}</b>, registro patronal "
            f"{data.registro(employer, '8-2')}, modalidad de aseguramiento {employer.modality}"
            for employer in data.employers) + ".")  # fmt: skip
    else:
        t = "Que a la fecha no se localizó sujeto obligado que sostenga su aseguramiento."
    y = page.paragraph(60, y, 492, f"<b>SEGUNDO.</b> {t}", "R", 11, 16, "j") + 10
    if facts.estado:
        t = (f"Que el estado de su aseguramiento es <b>{facts.estado}</b>" + (
            f", con agregado médico {facts.agregado} y adscripción a la Unidad de Medicina Familiar número "
            f"{data.clinic}, consultorio {facts.room}, turno {facts.shift.lower()}." if facts.umf
            else ", sin que cuente con Unidad de Medicina Familiar de adscripción."))  # fmt: skip
    else:
        t = "Que no cuenta con adscripción a Unidad de Medicina Familiar alguna ni agregado médico."
    y = page.paragraph(60, y, 492, f"<b>TERCERO.</b> {t}", "R", 11, 16, "j") + 10
    y = page.paragraph(60, y, 492, "<b>CUARTO.</b> Que por lo anterior " + (
        "<b>le asiste el derecho</b> a las prestaciones en especie del Seguro de Enfermedades y Maternidad, "
        "esto es, a recibir servicio médico" + (f", hasta el {day(facts.valid_until, 'long')}."
        if facts.valid_until else ".") if data.right else "<b>no le asiste el derecho</b> a las prestaciones "
        "en especie del Seguro de Enfermedades y Maternidad, esto es, a recibir servicio médico."), "R", 11, 16,
        "j") + 10  # fmt: skip
    y = page.paragraph(60, y, 492, f"Se extiende la presente en {titled(data.office)}, Chiapas, a los "
        f"{day(facts.issued, 'words')}.", "R", 11, 16, "j") + 60  # fmt: skip
    page.line(196, y, 416, y)
    page.text(306, y + 13, data.boss, "RB", 10, "c")
    page.text(306, y + 26, "Jefe del Departamento de Afiliación Vigencia", "R", 9.5, "c")
    return page, truth(data, kin=False, registro=10)


@layout(later=("employers",))
def three_pages(data: Data) -> Drawn:
    """Cover page with person and result, second page employers, third page family and notes."""
    facts, head = data.facts, data.head
    page = Page(A4)
    n = 3 if data.kin else 2
    fol = data.folio(16)

    def frame(k: int) -> None:
        page.text(50, 44, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "DB", 9)
        page.text(545, 44, f"Hoja {k} de {n}", "D", 8, "r")
        page.line(50, 50, 545, 50, 1, GOLD)
        page.text(50, 806, f"Folio electrónico {fol[:4]}-{fol[4:8]}-{fol[8:12]}-{fol[12:]}", "D", 7)
        page.text(545, 806, f"{day(facts.issued)} {data.hour}", "D", 7, "r")
        page.line(50, 796, 545, 796, 0.5, GOLD)

    frame(1)
    page.text(297, 96, "Constancia de Vigencia de Derechos", "DB", 16, "c")
    page.text(297, 116, f"Fecha de expedición: {day(facts.issued, 'long')}", "D", 10, "c")
    y = 160.0
    for a, b in (("Nombre completo", head.full), ("Número de Seguridad Social (NSS)", data.nss()),
        ("CURP", head.curp), ("Sexo", data.sex.capitalize()), ("Fecha y lugar de nacimiento",
        f"{day(head.born)}, {titled(data.state)}"), ("Unidad de Medicina Familiar (UMF)",
        facts.umf or "No asignada"), ("Consultorio", facts.room or "No asignado"), ("Turno",
        facts.shift.capitalize() or "No asignado"), ("Agregado médico",
        facts.agregado or "No asignado")):  # fmt: skip
        page.text(290, y, a + ":", "D", 9.5, "r")
        page.wrapped(300, y, 245, b, "DB", 9.5)
        y += 22
    y += 16
    page.box(90, y, 415, 92, width=1.2, stroke=GOLD)
    page.text(297, y + 22, "Situación de sus derechos", "D", 9.5, "c")
    page.text(297, y + 46, ("CON DERECHO" if data.right else "SIN DERECHO") + " AL SERVICIO MÉDICO", "DB", 15, "c")
    if facts.estado:
        page.text(297, y + 66, f"Estado: {facts.estado}", "D", 9.5, "c")
    if facts.valid_until:
        page.text(297, y + 82, f"Vigente hasta: {day(facts.valid_until)}", "D", 9.5, "c")
    y += 130
    page.qr(242, y, 110, data.url())
    page.text(297, y + 124, "Verifique la autenticidad de este documento", "D", 7.5, "c")
    page.turn_over()
    frame(2)
    page.text(50, 84, "Anexo A. Patrones con los que guarda relación", "DB", 11)
    y = 100
    y = page.table(50, y, [120, 70, 305], [["Registro patronal", "Modalidad", "Nombre o razón social"],
        *([employer.registro, employer.modality, employer.name] for employer in data.employers), *([["Ninguno",
        "", ""]] if not data.employers else [])], "D", 8.5, fill=hue("#f1e9d8"), stroke=GOLD) + 24  # fmt: skip
    if facts.movement:
        page.text(50, y, f"Último movimiento afiliatorio: {facts.movement}, {day(facts.moved)}", "D", 9)
        y += 24
    page.text(50, y, "Notas", "DB", 10)
    for i, t in enumerate(("La modalidad indica el tipo de aseguramiento: 10, trabajadores permanentes y "
        "eventuales de la ciudad; 32, seguro facultativo; 33, seguro de salud para la familia; 17, reversión "
        "de cuotas.", "Los derechos de quien causa baja se conservan por ocho semanas si cotizó de manera "
        "ininterrumpida por lo menos ese tiempo (artículo 109).", "La inscripción de los hijos mayores de 16 "
        "y hasta 25 años se sujeta a la comprobación de estudios (artículo 84, fracción VI).")):  # fmt: skip
        page.wrapped(50, y + 18 + 34 * i, 495, f"{i + 1}. {t}", "D", 8)
    y += 130
    page.text(50, y, "Cadena original", "DB", 8)
    page.wrapped(50, y + 11, 495, f"||1.0|{fol}|{facts.issued}T{data.hour}|IMSS|VD|{data.folio(20)}||", "Q", 6.5)
    page.text(50, y + 30, "Sello digital", "DB", 8)
    for i in range(3):
        page.text(50, y + 41 + 9 * i, data.seal(110), "Q", 6.5)
    if data.kin:
        page.turn_over()
        frame(3)
        page.text(50, 84, "Anexo B. Beneficiarios registrados", "DB", 11)
        page.table(50, 100, [160, 128, 76, 70, 61], [["Nombre", "CURP", "Parentesco", "Agregado", "Con derecho"],
            *([kin.human.full, kin.human.curp, kin.relation, kin.agregado, "SI" if kin.right else "NO"]
            for kin in data.kin)], "D", 7.8, fill=hue("#f1e9d8"), stroke=GOLD)  # fmt: skip
    return page, truth(data)


@layout(ALONE)
def certified_points(data: Data) -> Drawn:
    """A certificate in numbered points: whether anything hinders the right."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(306, 52, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "RB", 12, "c")
    page.text(306, 68, f"CERTIFICACIÓN DE VIGENCIA DE DERECHOS NÚMERO {data.folio(4)}/{facts.issued.year}", "RB",
        11, "c")  # fmt: skip
    y = page.paragraph(64, 92, 484, f"En la ciudad de {titled(data.office)}, Chiapas, a "
        f"{day(facts.issued, 'long')}, {titled(data.boss)}, Subdelegado(a) del Instituto, con las facultades "
        "que le confiere el artículo 150 del Reglamento Interior, <b>C E R T I F I C A</b>:", "R", 11, 17,
        "j") + 10  # fmt: skip
    lines = [f"Que en el sistema de afiliación obra el registro a nombre de <b>{head.full}</b>, con el "
        f"número de seguridad social {data.nss(' ')} y la Clave Única de Registro de Población {head.curp}"
        "."]  # fmt: skip
    if data.right:
        lines.append("Que al momento de la consulta <b>no existe impedimento</b> para que se le presten los "
            "servicios médicos institucionales, toda vez que su derecho a ellos se encuentra en vigor" + (
            f" y lo seguirá estando hasta el {day(facts.valid_until, 'long')}" if facts.valid_until else "")
            + ".")  # fmt: skip
    else:
        lines.append("Que al momento de la consulta <b>existe impedimento</b> para que se le presten "
            "los servicios médicos institucionales, toda vez que su derecho a ellos no se encuentra en "
            "vigor.")  # fmt: skip
    lines.append("Que la unidad de medicina familiar "
        f"{'que le corresponde' if data.right else 'que le correspondió'} es la número {data.clinic} y su "
        f"agregado médico el {facts.agregado}." if data.clinic
        else "Que no tiene asignada unidad de medicina familiar.")  # fmt: skip
    lines.append("Que se halla inscrito(a) por cuenta de: " + "; ".join(
        f"{employer.name}, registro patronal {data.registro(employer, '8-2')}" for employer in data.employers)
        + "." if data.employers else "Que no se halla inscrito(a) por cuenta de patrón o institución alguna."
        + (f" Con anterioridad lo estuvo por {data.past.name}." if data.past else ""))  # fmt: skip
    lines.append("Que la presente no constituye constancia de semanas cotizadas ni resolución sobre pensión.")
    for o, label in zip(("PRIMERO.", "SEGUNDO.", "TERCERO.", "CUARTO.", "QUINTO."), lines, strict=True):
        y = page.paragraph(64, y, 484, f"<b>{o}</b> {label}", "R", 11, 17, "j") + 8
    y = page.paragraph(64, y + 4, 484, "Lo que se hace constar para los efectos legales a que haya lugar. "
        "Conste.", "R", 11, 17, "j") + 50  # fmt: skip
    page.line(196, y, 416, y)
    page.text(306, y + 14, titled(data.boss), "RB", 11, "c")
    page.text(306, y + 27, "Subdelegado(a)", "R", 10, "c")
    page.box(64, 640, 110, 70, None, GREY, 0.6, dash=(3, 2))
    page.text(119, 678, "Sello de la oficina", "RI", 9, "c", GREY)
    page.wrapped(64, 740, 484, f"Derechos: exento. Recibo {data.folio(10)}. Cotejó {titled(data.clerk)}, "
        f"matrícula {data.folio(8)}. Domicilio: {data.street}. Conmutador {data.phone()}.", "R", 8,
        color=GREY)  # fmt: skip
    return page, truth(data, "estado", *data.unended, registro=10, kin=False)
