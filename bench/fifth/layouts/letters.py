"""Letters and mails: the right is told in sentences."""

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import A4

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GREEN, GREY, WINE, Page
from bench.fourth.layout import ALONE
from bench.fourth.page import hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth


@layout(ALONE)
def mail_reply(data: Data) -> Drawn:
    """A printed mail in sentences: the right is told in prose."""
    facts, head = data.facts, data.head
    page = Page(A4)
    page.text(50, 50, "De:", "CARB", 10)
    page.text(110, 50, "Vigencia de Derechos <vigencia.noresponder@ejemplo.gob.mx>", "CAR", 10)
    page.text(50, 65, "Enviado:", "CARB", 10)
    page.text(110, 65, f"{day(facts.issued, 'long')}, {data.hour[:5]}", "CAR", 10)
    page.text(50, 80, "Asunto:", "CARB", 10)
    page.text(110, 80, f"Constancia de vigencia de derechos, solicitud {data.folio(10)}", "CAR", 10)
    page.line(50, 88, 545, 88)
    y = page.paragraph(50, 104, 495, "Estimada persona usuaria:", "CAR", 11)
    y = page.paragraph(50, y + 10, 495, "En atención a su solicitud, le informamos que en los registros del "
        f"Instituto Mexicano del Seguro Social aparece <b>{head.full}</b>, con Número de Seguridad Social "
        f"<b>{data.nss('2')}</b> y CURP <b>{head.curp}</b>.", "CAR", 11)  # fmt: skip
    yes = "<b>tiene derecho a recibir los servicios médicos</b> que otorga el Instituto"
    no = "<b>no tiene derecho a recibir los servicios médicos</b> que otorga el Instituto"
    y = page.paragraph(50, y + 8, 495, "De acuerdo con la consulta realizada, a la fecha de este mensaje "
        f"dicha persona {yes if data.right else no}" + (
        f", protección que conserva hasta el {day(facts.valid_until, 'long')}." if facts.valid_until else "."),
        "CAR", 11)  # fmt: skip
    if facts.umf:
        y = page.paragraph(50, y + 8, 495, f"Su unidad de adscripción es la UMF {data.clinic}, turno "
            f"{facts.shift.lower()}, consultorio {facts.room}; el agregado médico que le corresponde es "
            f"{facts.agregado}.", "CAR", 11)  # fmt: skip
    else:
        y = page.paragraph(50, y + 8, 495, "No se localizó unidad médica de adscripción.", "CAR", 11)
    if facts.estado:
        y = page.paragraph(50, y + 8, 495, f"Estado del aseguramiento: {facts.estado}.", "CAR", 11)
    if data.employers:
        y = page.paragraph(50, y + 8, 495, "Patrones o sujetos obligados con relación vigente:", "CAR", 11)
        for employer in data.employers:
            y = page.paragraph(66, y + 3, 479, f"• {employer.name}, registro patronal {employer.registro}, "
                f"modalidad {employer.modality}", "CAR", 11)  # fmt: skip
    y = page.paragraph(50, y + 14, 495, "Recuerde que puede tramitar su alta en clínica, cambiar de "
        "consultorio o registrar beneficiarios desde la aplicación. Si detecta un error, llame al 800 000 "
        "0000, opción 3, o acuda a su subdelegación.", "CAR", 10)  # fmt: skip
    y = page.paragraph(50, y + 14, 495, "Atentamente<br/>Coordinación de Afiliación<br/>División de "
        "Afiliación al Régimen Obligatorio", "CAR", 10)  # fmt: skip
    page.paragraph(50, 760, 495, "Este mensaje se generó de manera automática, por favor no lo responda. "
        "Sus datos personales son tratados conforme al aviso de privacidad integral del Instituto.", "CARI",
        8)  # fmt: skip
    return page, truth(data, kin=False)


@layout(ALONE)
def official_letter(data: Data) -> Drawn:
    """A letter of the delegation; two paragraphs, right in prose, director's signature."""
    facts, head = data.facts, data.head
    page = Page()
    page.logo(56, 34, 40, WINE)
    page.text(556, 44, "Órgano de Operación Administrativa", "E", 8, "r")
    page.text(556, 55, "Desconcentrada Estatal Chiapas", "E", 8, "r")
    page.text(556, 66, "Jefatura de Servicios de Afiliación y Cobranza", "EB", 8, "r")
    page.text(556, 77, f"Subdelegación {titled(data.office)}", "E", 8, "r")
    page.text(556, 108, f"Oficio No. 07{data.folio(2)}01{data.folio(4)}/AV-{data.folio(4)}/{facts.issued.year}",
        "E", 9, "r")  # fmt: skip
    page.text(556, 122, f"{titled(data.office)}, Chiapas, a {day(facts.issued, 'long')}", "E", 9, "r")
    page.text(556, 140, "ASUNTO: Constancia de vigencia de derechos", "EB", 9, "r")
    page.text(56, 176, "A QUIEN CORRESPONDA:", "EB", 10)
    who = data.by_sex("el asegurado", "la asegurada", "la persona asegurada")
    y = page.paragraph(56, 194, 500, "Por medio del presente, y a petición de la parte interesada, se hace "
        f"constar que {who} <b>{head.full}</b>, con Clave Única de Registro de Población {head.curp} y "
        f"número de seguridad social <b>{data.nss('-')}</b>, " + (f"nacido el {day(head.born, 'long')}, "
        if head.sex == "H" else "") + ("<b>se encuentra vigente en sus derechos</b>, por lo que es "
        "procedente que se le otorguen las prestaciones médicas del Seguro de Enfermedades y Maternidad"
        if data.right else "<b>no se encuentra vigente en sus derechos</b>, por lo que no es procedente que "
        "se le otorguen las prestaciones médicas del Seguro de Enfermedades y Maternidad")
        + (f", con efectos hasta el {day(facts.valid_until, 'long')}." if facts.valid_until else "."), "E", 10,
        16, "j", 24)  # fmt: skip
    txt = ""
    if data.employers:
        txt += ("Lo anterior en virtud del aseguramiento reportado por " + "; así como por ".join(
            f"<b>{employer.name}</b>, con registro patronal {data.registro(employer, '10-1')}, modalidad "
            f"{employer.modality}" for employer in data.employers) + ". ")  # fmt: skip
    elif facts.movement == "BAJA":
        txt += f"Se identificó como último movimiento una baja de fecha {day(facts.moved, 'long')}. "
    if facts.umf:
        txt += ("Para su atención tiene como unidad de adscripción la Unidad de Medicina Familiar No. "
            f"{data.clinic}, turno {facts.shift.lower()}, consultorio {facts.room}, con agregado médico "
            f"{facts.agregado}.")  # fmt: skip
    else:
        txt += "No cuenta con unidad de medicina familiar de adscripción."
    y = page.paragraph(56, y + 12, 500, txt, "E", 10, 16, "j", 24)
    if facts.estado:
        y = page.paragraph(56, y + 12, 500, "Estado que guarda el registro en el Catálogo Nacional de "
            f"Asegurados: {facts.estado}.", "E", 10, 16, "j", 24)  # fmt: skip
    y = page.paragraph(56, y + 12, 500, "Se extiende la presente sin prejuzgar sobre los datos que en lo "
        "sucesivo informe el patrón o sujeto obligado, con fundamento en los artículos 251, fracción IV, y "
        "268 A de la Ley del Seguro Social.", "E", 10, 16, "j", 24)  # fmt: skip
    y += 26
    page.text(306, y, "Atentamente", "E", 10, "c")
    page.text(306, y + 14, "“Seguridad y Solidaridad Social”", "EI", 10, "c")
    page.line(196, y + 62, 416, y + 62)
    page.text(306, y + 75, data.boss, "EB", 9, "c")
    page.text(306, y + 87, "Titular de la Subdelegación", "E", 9, "c")
    page.text(56, 716, "c.c.p. Departamento de Afiliación Vigencia. Expediente y minutario.", "E", 7)
    page.text(56, 726, f"{''.join(w[0] for w in data.boss.split())}"
        f"/{''.join(w[0] for w in data.clerk.split()).lower()}*", "E", 7)  # fmt: skip
    page.line(56, 738, 556, 738, 1, WINE)
    page.text(306, 750, f"{data.street}, C.P. 29{data.folio(3)}, {titled(data.office)}, Chis.  Tel. "
        f"{data.phone()} ext. {data.folio(5)}", "E", 7, "c")  # fmt: skip
    return page, truth(data, kin=False)


@layout()
def office_speaks(data: Data) -> Drawn:
    """A letter in which the office says what it grants."""
    facts, head = data.facts, data.head
    page = Page()
    page.logo(54, 34, 36, black)
    page.paragraph(230, 34, 328, "<b>Órgano de Operación Administrativa Desconcentrada Estatal "
        "Chiapas</b><br/>Jefatura de Servicios de Afiliación y Cobranza<br/>Departamento de Afiliación "
        "Vigencia", "R", 9.5, align="r")  # fmt: skip
    page.paragraph(230, 92, 328, f"Oficio 07/{data.folio(3)}/{data.folio(4)}/2026<br/>Tuxtla "
        f"Gutiérrez, Chis., a {day(facts.issued, 'long')}<br/><b>Asunto:</b> vigencia de derechos", "R", 10,
        align="r")  # fmt: skip
    y = page.paragraph(54, 158, 504, "<b>A QUIEN CORRESPONDA</b><br/>Presente", "R", 11) + 14
    y = page.paragraph(54, y, 504, "En atención a la solicitud recibida en esta oficina y una vez "
        "consultado el Catálogo Nacional de Asegurados, le informamos lo siguiente respecto de "
        f"<b>{titled(head.full)}</b>, con Número de Seguridad Social <b>{data.nss('-')}</b> y CURP "
        f"<b>{head.curp}</b>{', agregado médico ' + facts.agregado if facts.agregado else ''}:", "R", 11,
        align="j") + 10  # fmt: skip
    who = data.by_sex("el asegurado", "la asegurada", "la persona asegurada")
    u = (f" en la Unidad de Medicina Familiar número {data.clinic}, donde le tenemos "
        f"{data.by_sex('adscrito', 'adscrita', 'bajo adscripción')}" if facts.umf else "")  # fmt: skip
    if data.right:
        s = (f"Hacemos constar que a esta fecha {who} cuenta con derecho a recibir de nosotros las "
            f"prestaciones médicas del Seguro de Enfermedades y Maternidad{u}" + (
            f", derecho que reconoceremos hasta el {day(facts.valid_until, 'long')}" if facts.valid_until else "")
            + ".")  # fmt: skip
    else:
        s = ("Lamentamos comunicarle que a esta fecha no estamos en posibilidad de otorgarle prestaciones "
            f"médicas, ya que {who} no cuenta con derecho a ellas" + (
            f"; en nuestros archivos su última clínica es la Unidad de Medicina Familiar número {data.clinic}"
            if facts.umf else "") + ".")  # fmt: skip
    y = page.paragraph(54, y, 504, s, "R", 11, align="j") + 10
    if data.employers:
        payers = ("; ".join(f"{employer.name} (registro patronal {employer.registro}, modalidad "
            f"{employer.modality})" for employer in data.employers))  # fmt: skip
        y = page.paragraph(54, y, 504, f"Su aseguramiento proviene de {payers}.", "R", 11, align="j") + 10
    elif data.past:
        y = page.paragraph(54, y, 504, f"Anteriormente cotizó por conducto de {data.past.name}, relación que "
            "ya concluyó.", "R", 11, align="j") + 10  # fmt: skip
    for kin in data.kin:
        y = page.paragraph(72, y, 486, f"— {kin.relation.capitalize()}: {titled(kin.human.full)}, CURP "
            f"{kin.human.curp}, " + ("a quien sí otorgamos atención médica." if kin.right
            else "a quien no otorgamos atención médica."), "R", 10.5) + 4  # fmt: skip
    if data.kin:
        y += 6
    y = page.paragraph(54, y, 504, "En caso de que la persona deje de tener derecho, podrá contratar de "
        "manera voluntaria el Seguro de Salud para la Familia. Sin otro particular, le enviamos un cordial "
        "saludo.", "R", 11, align="j") + 26  # fmt: skip
    y = page.paragraph(54, y, 504, "Atentamente<br/><b>“Seguridad y Solidaridad "
        f"Social”</b><br/><br/><br/>{titled(data.boss)}<br/>Titular del Departamento", "R", 10.5,
        align="c")  # fmt: skip
    page.text(54, 756, f"c.c.p. Expediente {data.folio(10)}.  Elaboró: {titled(data.clerk)}.  {data.street}, "
        f"tel. {data.phone()}.", "R", 7.5)  # fmt: skip
    return page, truth(data, "estado", "kin_agregado", *data.unended)


@layout(ALONE)
def university_tells(data: Data) -> Drawn:
    """A university's office passes on what the institute told."""
    facts, head = data.facts, data.head
    page = Page()
    page.box(0, 0, 14, page.height, hue("#27406e"), None)
    page.text(40, 46, "Universidad del Grijalva", "FB", 18, color=hue("#27406e"))
    page.text(40, 62, "Dirección de Servicios Estudiantiles · Área de Servicio Social y Seguro Estudiantil", "F",
        10)  # fmt: skip
    page.text(572, 92, f"Tuxtla Gutiérrez, Chiapas; {day(facts.issued, 'long')}", "F", 11, "r")
    page.text(572, 107, f"DSE/SSS/{data.folio(4)}/26", "F", 11, "r")
    y = 132.0
    page.text(40, y, "Constancia de consulta de vigencia de derechos ante el IMSS", "FB", 13)
    y += 16
    mat = "L" + data.folio(8)
    t1 = data.by_sex("el alumno", "la alumna", "la persona estudiante")
    y = page.paragraph(40, y, 532, "Se hace constar que en esta fecha, a través del acceso que el Instituto "
        "Mexicano del Seguro Social concede a las instituciones educativas, se consultó la situación de "
        f"{t1} <b>{head.full}</b>, matrícula {mat}, CURP {head.curp}, a quien corresponde el NSS "
        f"{data.nss('2')}. Del resultado obtenido se desprende lo siguiente:", "F", 12, 17, "j") + 10  # fmt: skip
    if data.right:
        s = (f"{t1.capitalize()} <b>está {data.by_sex('protegido', 'protegida', 'bajo protección')}</b> por "
            "el Instituto y se le brinda atención médica" + (f" en la UMF {data.clinic}" if facts.umf
            else "; no tiene clínica asignada") + (f", con término el {day(facts.valid_until, 'long')}"
            if facts.valid_until else "") + ".")  # fmt: skip
    else:
        s = (f"{t1.capitalize()} <b>no está {data.by_sex('protegido', 'protegida', 'bajo protección')}</b> "
            "por el Instituto ni se le brinda atención médica"
            + (f"; figura como antigua clínica la UMF {data.clinic}" if facts.umf else "") + ".")  # fmt: skip
    y = page.paragraph(64, y, 484, "a)  " + s, "F", 12, 17, "j") + 6
    if data.employers:
        s = ("Su registro ante el Instituto lo sostiene" + ("n" if len(data.employers) > 1 else "") + ": "
            + "; ".join(f"{employer.name}, R.P. {employer.registro}" for employer in data.employers)
            + ".")  # fmt: skip
    else:
        s = "No aparece patrón ni institución educativa que sostenga un registro."
    y = page.paragraph(64, y, 484, "b)  " + s, "F", 12, 17) + 6
    if facts.agregado:
        y = page.paragraph(64, y, 484, f"c)  El agregado médico asentado es {facts.agregado}.", "F", 12, 17) + 6
    y = page.paragraph(40, y + 6, 532, "Se expide para que sea integrada al expediente de servicio social. "
        "Quienes no tengan protección deberán tramitar su seguro facultativo antes de iniciar la prestación; "
        "quienes ya la tengan por un empleo o por sus padres no requieren un trámite adicional.", "F", 12, 17,
        "j") + 44  # fmt: skip
    page.line(200, y, 412, y)
    page.text(306, y + 14, titled(data.boss), "FB", 11, "c")
    page.text(306, y + 27, "Responsable del área", "F", 10, "c")
    page.text(306, 764, f"{data.street}, C.P. 29{data.folio(3)} · Tel. {data.phone()} ext. {data.folio(3)} · "
        f"Folio interno {data.folio(10)}", "F", 8.5, "c", GREY)  # fmt: skip
    return page, truth(data, "estado", *data.unended, kin=False)


@layout({"parent": 5, "parent_no": 4, "parent_baja": 2, "spouse": 3})
def told_to_school(data: Data) -> Drawn:
    """To the school, about the student."""
    facts, head = data.facts, data.head
    page = Page()
    k = data.student_row()
    st = k.human

    def w(m: str, fe: str, x: str) -> str:
        return {"H": m, "M": fe, "X": x}[st.sex]

    page.logo(48, 30, 34, GREEN)
    page.text(564, 44, f"Subdelegación {titled(data.office)}", "CARB", 11, "r")
    page.text(564, 58, "Departamento de Afiliación Vigencia", "CAR", 10, "r")
    page.text(564, 80, f"Of. 0714{data.folio(5)}/{data.folio(4)}", "CAR", 10, "r")
    page.text(564, 94, f"{titled(data.office)}, Chiapas, a {day(facts.issued, 'long')}", "CAR", 10, "r")
    y = page.paragraph(48, 118, 516, "<b>Departamento de Servicios Escolares<br/>Instituto Tecnológico de "
        "Tuxtla Gutiérrez<br/>P r e s e n t e</b>", "CAR", 11.5) + 12  # fmt: skip
    y = page.paragraph(48, y, 516, "Por este conducto y en respuesta a la petición de constancia "
        "de vigencia de derechos que formuló "
        f"{w('su alumno', 'su alumna', 'la persona estudiante')} <b>{st.full}</b>, con CURP "
        f"<b>{st.curp}</b>, me permito manifestar:", "CAR", 11.5, 16, "j") + 10  # fmt: skip
    y = page.paragraph(48, y, 516, f"{w('El alumno', 'La alumna', 'La persona estudiante')} está "
        f"{w('registrado', 'registrada', 'bajo registro')} como {k.relation.lower()} de {head.full}, con "
        f"número de seguridad social {data.nss('-')}, CURP {head.curp}"
        + (f", adscripción a la UMF {data.clinic}" if data.clinic else "")
        + f", y le corresponde el agregado {k.agregado}.", "CAR", 11.5, 16, "j") + 10  # fmt: skip
    boss = data.by_sex("El trabajador", "La trabajadora", "La persona trabajadora")
    if k.right:
        t = (f"Con ese carácter, <b>es procedente que {w('el alumno', 'la alumna', 'la persona estudiante')} "
            f"reciba atención médica</b> en las unidades del Instituto. {boss} de quien depende también la "
            "recibe.")  # fmt: skip
    elif facts.right:
        t = (f"{boss} de quien depende recibe atención médica del Instituto. Sin embargo, <b>no es "
            f"procedente que {w('el alumno', 'la alumna', 'la persona estudiante')} la reciba</b>, en tanto "
            "no se acredite la continuidad de sus estudios.")  # fmt: skip
    else:
        t = (f"{boss} de quien depende fue dado de baja y no recibe atención médica del Instituto, por lo "
            f"que <b>tampoco es procedente que {w('el alumno', 'la alumna', 'la persona estudiante')} la "
            "reciba</b>.")  # fmt: skip
    y = page.paragraph(48, y, 516, t, "CAR", 11.5, 16, "j") + 10
    if data.employers:
        y = page.paragraph(48, y, 516, f"{boss} presta servicios a "
            + "; ".join(f"{employer.name}, registro patronal {employer.registro}"
            for employer in data.employers) + ".", "CAR", 11.5, 16, "j") + 10  # fmt: skip
    rest = [kin for kin in data.kin if kin is not k]
    if rest:
        y = page.paragraph(48, y, 516, "En el mismo grupo familiar figuran:", "CAR", 11.5, 16) + 3
        for z in rest:
            y = page.paragraph(66, y, 498, f"{z.human.full}, {z.relation.lower()}, CURP {z.human.curp}, "
                f"agregado {z.agregado}, " + ("recibe atención médica." if z.right
                else "no recibe atención médica."), "CAR", 11, 15) + 3  # fmt: skip
        y += 7
    if facts.valid_until and facts.right:
        y = page.paragraph(48, y, 516, "El periodo de protección del grupo termina el "
            f"{day(facts.valid_until, 'long')}.", "CAR", 11.5, 16) + 10  # fmt: skip
    y = page.paragraph(48, y, 516, "Esta constancia no impide que la institución educativa inscriba a la "
        "persona en la modalidad 32 en caso de que no cuente con otro aseguramiento. Reciba un saludo.", "CAR",
        11.5, 16, "j") + 30  # fmt: skip
    page.paragraph(48, y, 516, f"Atentamente<br/><br/><br/><b>{titled(data.boss)}</b><br/>Jefe(a) del "
        "Departamento de Afiliación Vigencia", "CAR", 11.5)  # fmt: skip
    page.text(48, 762, f"Tel. {data.phone()} · {data.street} · Archivo {data.folio(10)} · Elaboró "
        f"{titled(data.clerk)}", "CAR", 8.5, color=GREY)  # fmt: skip
    return page, truth(data, "estado", "agregado")
