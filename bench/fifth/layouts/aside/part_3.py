"""Held aside."""

from reportlab.lib.pagesizes import A4

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GOLD, GREEN, GREY, SOFT, WINE, Page
from bench.fourth.page import hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth


@layout()
def aside_g(data: Data) -> Drawn:
    """Held aside."""
    facts, head = data.facts, data.head
    page = Page(A4)
    page.text(297, 46, "GOBIERNO DE MÉXICO  |  IMSS", "FB", 13, "c", WINE)
    page.line(50, 54, 545, 54, 1.5, GOLD)
    page.text(545, 76, f"Memorándum interno {data.folio(3)}-{data.folio(6)}", "F", 10.5, "r")
    y = 98.0
    for label, v in (("Para:", "Titular de la Coordinación de Prestaciones Sociales"), ("De:",
        f"{titled(data.boss)}, Oficina de Afiliación, {titled(data.office)}"), ("Fecha:", day(facts.issued, ".")),
        ("Asunto:", "Constancia de vigencia de derechos de la persona que se cita")):  # fmt: skip
        page.text(50, y, label, "FB", 11)
        page.text(104, y, v, "F", 11)
        y += 16
    page.line(50, y - 4, 545, y - 4, 0.5)
    y += 8
    page.text(50, y, "Persona que se cita", "FB", 11)
    y += 8
    y = page.table(50, y, [145, 350], [("Nombre", data.surnames_first()), ("Núm. de Seguridad Social",
        data.nss("2")), ("CURP", head.curp), *([("Agregado médico", facts.agregado)] if facts.agregado else [])],
        "F", 10.5, head=0) + 14  # fmt: skip
    if data.right:
        s = ("Revisados los registros electrónicos de esta Oficina, se comunica que a la persona que se cita "
            "<b>le asiste el derecho</b> a las prestaciones en especie del seguro de enfermedades y "
            "maternidad")  # fmt: skip
    else:
        s = ("Revisados los registros electrónicos de esta Oficina, se comunica que a la persona que se cita "
            "<b>no le asiste derecho alguno</b> a las prestaciones en especie del seguro de enfermedades y "
            "maternidad")  # fmt: skip
    s += (f", mismo que fenece el {day(facts.valid_until, 'long')}" if data.right and facts.valid_until
        else "") + "." + (f" Su adscripción {'es' if data.right else 'era'} la U.M.F. núm. {data.clinic}."
        if data.clinic else " No se localizó adscripción a unidad médica.")  # fmt: skip
    y = page.paragraph(50, y, 495, s, "F", 11.5, 16, "j") + 8
    if data.employers:
        y = page.paragraph(50, y, 495, "La afiliación se origina por:", "F", 11.5, 16) + 4
        y = page.table(50, y, [40, 330, 125], [("Mod.", "Patrón", "Registro"), *((employer.modality,
            employer.name, data.registro(employer, "8-2")) for employer in data.employers)], "F",
            10.5) + 12  # fmt: skip
    else:
        y = page.paragraph(50, y, 495, "A la fecha no se tiene afiliación que provenga de patrón alguno."
            + (f" La última fue presentada por {data.past.name}." if data.past else ""), "F", 11.5, 16,
            "j") + 8  # fmt: skip
    if data.kin:
        y = page.paragraph(50, y, 495, "En cuanto a sus familiares:", "F", 11.5, 16) + 4
        for n, kin in enumerate(data.kin):
            y = page.paragraph(66, y, 479, f"{'abcdefgh'[n]}) A {kin.human.full}, {kin.relation.lower()}, "
                f"con CURP {kin.human.curp} y agregado {kin.agregado}, " + ("le asiste el derecho." if kin.right
                else "no le asiste derecho alguno."), "F", 11, 15, "j") + 3  # fmt: skip
        y += 6
    y = page.paragraph(50, y, 495, "Lo anterior no prejuzga sobre los derechos que puedan corresponderle a "
        "la persona por otros seguros del régimen obligatorio, ni sobre la conservación prevista en el "
        "artículo 109 de la Ley.", "F", 11.5, 16, "j") + 14  # fmt: skip
    page.paragraph(50, y, 495, f"Atentamente<br/><br/>(rúbrica)<br/>{titled(data.boss)}", "F", 11.5, 16)
    page.text(50, 800, f"Expediente {data.folio(11)} · ext. {data.folio(5)} · {data.phone()} · "
        f"{titled(data.clerk)}/captura", "F", 8.5, color=GREY)  # fmt: skip
    return page, truth(data, "estado", *data.unended, registro=10)


@layout()
def aside_h(data: Data) -> Drawn:
    """Held aside."""
    facts, head = data.facts, data.head
    page = Page()
    page.logo(48, 28, 30, GREEN, False)
    page.text(90, 40, "Tu vigencia en claro", "OSB", 16, color=GREEN)
    page.text(90, 54, f"Constancia de vigencia de derechos número {data.folio(11)}", "OS", 8.5, color=GREY)
    y = 86.0

    def qa(qn: str, an: str) -> None:
        nonlocal y
        page.text(48, y, qn, "OSB", 9.5, color=GREEN)
        y = page.wrapped(62, y + 14, 498, an, "OS", 9.5, 13) + 7

    qa("¿De quién es esta constancia?", f"De {titled(head.full)}. CURP {head.curp}. Número de seguridad "
        f"social {data.nss('10 1')}.")  # fmt: skip
    qa("¿Qué día se consultó?", f"El {day(facts.issued, 'long')} a las {data.hour[:5]} horas.")
    qa("¿Puede recibir atención médica del IMSS?", "Sí" + (f", hasta el {day(facts.valid_until, 'long')}"
        if facts.valid_until else "") + "." if data.right else "No.")  # fmt: skip
    qa("¿En qué clínica?", f"{'Le toca' if data.right else 'La última registrada es'} la Unidad de Medicina "
        f"Familiar {data.clinic}, consultorio {facts.room}, turno {facts.shift.lower()}." if data.clinic
        else "Aún no tiene clínica.")  # fmt: skip
    qa("¿Cuál es su agregado médico?", facts.agregado or "Aún no tiene.")
    qa("¿Quién paga su seguro?", "; ".join(f"{employer.name} (registro patronal {employer.registro}, "
        f"modalidad {employer.modality})" for employer in data.employers) + "." if data.employers
        else "No hay patrón ni escuela que lo esté pagando.")  # fmt: skip
    if data.kin:
        page.text(48, y, "¿Sus familiares pueden recibir atención médica del IMSS?", "OSB", 9.5, color=GREEN)
        y += 14
        for kin in data.kin:
            y = page.wrapped(62, y, 498, f"{kin.relation.capitalize()}: {titled(kin.human.full)}, CURP "
                f"{kin.human.curp}. {'Sí' if kin.right else 'No'}.", "OS", 9.5, 13)  # fmt: skip
        y += 7
    else:
        qa("¿Sus familiares pueden recibir atención médica del IMSS?", "No tiene familiares registrados.")
    y += 6
    page.line(48, y, 564, y, 0.6, SOFT)
    y += 16
    page.text(48, y, "Preguntas frecuentes", "OSB", 10)
    y += 15
    for a, b in (("¿Y si no puedo recibir atención médica?", "Pide a tu patrón o escuela que revise tu alta. "
        "También puedes contratar el Seguro de Salud para la Familia."),
        ("¿Hasta cuándo quedan protegidos mis hijos?",
        "Hasta los 16 años, o hasta los 25 si estudian en escuelas del sistema educativo nacional."),
        ("¿Este papel caduca?", "Muestra tu situación en el día de la consulta; consulta otra vez cuando la "
        "necesites."), ("¿Puedo ir a urgencias sin vigencia?",
        "Sí, la urgencia se atiende; después se aclara el cobro.")):  # fmt: skip
        page.text(62, y, a, "OSB", 8, color=GREY)
        y = page.wrapped(62, y + 11, 498, b, "OS", 8, 11, color=GREY) + 4
    page.text(48, 764, f"Sello {data.sealed(48)} · Orientación {data.phone()}", "OS", 7, color=GREY)
    return page, truth(data, "estado", "kin_agregado", *data.unended)


@layout()
def aside_i(data: Data) -> Drawn:
    """Held aside."""
    facts, head = data.facts, data.head
    page = Page(A4)
    page.box(0, 0, 190, page.height, hue("#e9efec"), None)
    page.logo(24, 30, 40, GREEN)
    y = 110.0
    for label, v in (("Persona titular", titled(head.full)), ("Sexo", data.sex.capitalize()), ("Nacimiento",
        data.born("long")), ("Lugar", titled(data.state)), ("CURP", head.curp), ("Seguridad social",
        data.nss("-")), ("Agregado", facts.agregado or "—"), ("Clínica", f"UMF {data.clinic}" if data.clinic
        else "—"), ("Horario", facts.shift.capitalize() or "—"), ("Consultorio", facts.room or "—")):  # fmt: skip
        page.text(20, y, label, "S", 7.5, color=GREY)
        y = page.wrapped(20, y + 12, 160, v, "SB", 9.5) + 5
    page.text(210, 50, "Cédula de vigencia de derechos", "SB", 16)
    page.text(210, 66, f"Expedición: {day(facts.issued, 'Mon.')}     Serie {data.folio(2)}     Cédula "
        f"{data.folio(10)}", "S", 8.5, color=GREY)  # fmt: skip
    y = 100
    page.text(210, y, "Condición actual de la persona titular", "S", 9, color=GREY)
    page.text(210, y + 18, "DERECHOHABIENTE EN VIGOR" if data.right else "NO ES DERECHOHABIENTE", "SB", 14)
    y += 34
    if facts.valid_until:
        page.text(210, y, f"Con vencimiento el {day(facts.valid_until, 'Mon.')}", "S", 9.5)
        y += 16
    y += 8
    page.line(210, y, 570, y, 0.5, SOFT)
    y += 16
    page.text(210, y, "Obligados al pago de cuotas", "SB", 10)
    y += 15
    for employer in data.employers:
        y = page.wrapped(210, y, 355, employer.name, "S", 9.5)
        y = page.wrapped(210, y, 355, f"R.P. {data.registro(employer, ' ')}   Mod. {employer.modality}", "S", 8.5,
            color=GREY) + 5  # fmt: skip
    if not data.employers:
        page.text(210, y, "No se localizaron", "S", 9.5)
        y += 16
    y += 4
    page.line(210, y, 570, y, 0.5, SOFT)
    y += 16
    page.text(210, y, "Personas dependientes", "SB", 10)
    y += 15
    for kin in data.kin:
        y = page.wrapped(210, y, 355, titled(kin.human.full), "SB", 9.5)
        page.text(210, y, f"{kin.relation.capitalize()}   CURP {kin.human.curp}   Agregado {kin.agregado}", "S",
            8.5)  # fmt: skip
        y += 12
        page.text(210, y, "Condición actual: " + ("DERECHOHABIENTE EN VIGOR" if kin.right
            else "NO ES DERECHOHABIENTE"), "S", 8.5)  # fmt: skip
        y += 18
    if not data.kin:
        page.text(210, y, "No se localizaron", "S", 9.5)
        y += 16
    y = max(y + 10, 640)
    page.wrapped(210, y, 355, "Ser derechohabiente en vigor permite acudir a consulta, urgencias y "
        "hospital, y recibir medicamentos. La condición puede cambiar por baja del patrón, por la "
        "conclusión de los estudios o por el cumplimiento de la edad límite. Si requiere aclaración llame "
        f"al {data.phone()} o acuda a {data.street}, con {titled(data.clerk)}.", "S", 8, color=GREY)  # fmt: skip
    page.qr(500, 740, 66, data.url())
    page.wrapped(210, 752, 270, f"Sello: {data.sealed(120)}", "M", 6.5)
    return page, truth(data, "estado", unscored=("estado",))
