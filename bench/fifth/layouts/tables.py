"""Tables: the right stands in a row, in a column, or in a code."""

from datetime import timedelta

from reportlab.lib.pagesizes import A4, LETTER, landscape

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GREEN, GREY, PALE, SOFT, Page
from bench.fourth.layout import ALONE
from bench.fourth.page import hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth
from bench.third.people import bare


@layout()
def one_table_family(data: Data) -> Drawn:
    """One table whose first row is the insured person, the others the family."""
    facts, head = data.facts, data.head
    page = Page(landscape(A4))
    page.text(421, 40, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "RB", 12, "c")
    page.text(421, 56, "CONSULTA DE DERECHOHABIENCIA POR NÚCLEO FAMILIAR", "RB", 11, "c")
    page.text(421, 70, "Comprobante de vigencia de derechos", "RI", 10, "c")
    page.text(40, 94, f"NSS del asegurado: {data.nss()}", "RB", 10.5)
    page.text(330, 94, f"Estado: {facts.estado or '(sin información)'}", "R", 10.5)
    page.text(800, 94, f"Fecha de emisión: {day(facts.issued)}  {data.hour} hrs.", "R", 10, "r")
    page.text(40, 110, f"U.M.F.: {facts.umf or '(sin asignar)'}    Turno: {facts.shift or '-'}    "
        f"Consultorio: {facts.room or '-'}", "R", 10.5)  # fmt: skip
    page.text(800, 110, f"Subdelegación {titled(data.office)}", "R", 10, "r")
    if facts.valid_until:
        page.text(330, 126, f"Derechos vigentes hasta: {day(facts.valid_until)}", "R", 10.5)
    rows = [["No.", "Nombre del derechohabiente", "CURP", "Fecha nac.", "Sexo", "Calidad", "Agregado",
        "Derecho a servicio médico"], ["1", data.surnames_first(), head.curp, day(head.born), head.sex, "TITULAR",
        facts.agregado, "SI" if data.right else "NO"], *([str(i), data.surnames_first(kin.human), kin.human.curp,
        day(kin.human.born), kin.human.sex, kin.relation, kin.agregado, "SI" if kin.right else "NO"] for i,
        kin in enumerate(data.kin, 2))]  # fmt: skip
    y = page.table(40, 140, [28, 230, 136, 66, 36, 88, 84, 94], rows, "R", 9, fill=hue("#efe9dd")) + 24
    page.text(40, y, "Patrones:", "RB", 10)
    y += 14
    for employer in data.employers:
        page.text(56, y, f"{data.registro(employer, '8-2')}   (modalidad {employer.modality})   {employer.name}",
            "R", 9.5)  # fmt: skip
        y += 13
    if not data.employers:
        page.text(56, y, "sin patrón registrado", "RI", 9.5)
        y += 13
    y += 34
    page.line(40, y, 240, y)
    page.text(140, y + 12, data.boss, "R", 8.5, "c")
    page.text(140, y + 23, "Jefe del Departamento de Afiliación Vigencia", "R", 8, "c")
    page.line(560, y, 800, y)
    page.text(680, y + 12, "Nombre y firma de quien recibe", "R", 8.5, "c")
    page.wrapped(40, y + 60, 760, "NOTA: La calidad de derechohabiente se acredita al momento de solicitar "
        "el servicio. Este comprobante no sustituye a la Cartilla Nacional de Salud ni a la identificación "
        "oficial.", "R", 7.5)  # fmt: skip
    return page, truth(data, registro=10, unscored=() if facts.estado else ("estado",))


@layout()
def cover_matrix(data: Data) -> Drawn:
    """A matrix of kinds of benefit; the medical row tells the right, others are noise."""
    facts, head = data.facts, data.head
    page = Page()
    tint = hue("#d9e6df")
    page.logo(44, 28, 32, GREEN, words=False)
    page.text(88, 42, "Coordinación de Afiliación", "CAR", 10)
    page.text(88, 56, "Vigencia de derechos por ramo de aseguramiento", "CARB", 14)
    page.text(568, 42, f"Consulta: {day(facts.issued)} {data.hour[:5]} h", "CAR", 9, "r")
    page.text(568, 56, f"Núm. de solicitud {data.folio(11)}", "CAR", 9, "r")
    page.line(44, 70, 568, 70, 1.2, GREEN)
    y = 92.0
    for a, b, c, e in (("Asegurado:", data.surnames_first(sep=", "), "", ""), ("NSS:", data.nss(), "CURP:",
        head.curp), ("UMF:", f"{facts.umf}" if facts.umf else "", "Turno/Cons.:", f"{facts.shift} / {facts.room}"
        if facts.umf else ""), ("Agregado:", facts.agregado, "Estado:", facts.estado)):  # fmt: skip
        page.text(50, y, a, "CAR", 10, color=GREY)
        page.text(116, y, b, "CARB", 10.5)
        page.text(320, y, c, "CAR", 10, color=GREY)
        page.text(386, y, e, "CARB", 10.5)
        y += 17
    y += 6

    def cov(v: bool | None) -> str:
        return "CON COBERTURA" if v else "SIN COBERTURA"

    ordinary = data.right and any(employer.modality in ("10", "13", "17", "38", "42")
        for employer in data.employers)  # fmt: skip
    until = day(facts.valid_until) if facts.valid_until else "Indefinida" if data.right else "-"
    y = page.table(44, y, [270, 130, 124], [["Ramo y prestación", "Situación", "Vigencia"], [
        "Enfermedades y maternidad, prestaciones en especie (atención médica, quirúrgica, farmacéutica "
        "y hospitalaria)", cov(data.right), until], [
        "Enfermedades y maternidad, prestaciones en dinero (incapacidades)", cov(ordinary), "-"],
        ["Riesgos de trabajo", cov(ordinary), "-"], ["Invalidez y vida", cov(ordinary), "-"],
        ["Guarderías y prestaciones sociales", cov(ordinary), "-"]], "CAR", 9.5, fill=tint,
        stroke=GREEN) + 18  # fmt: skip
    page.text(44, y, "Patrón(es) que cubren las cuotas", "CARB", 11, color=GREEN)
    y += 6
    y = page.table(44, y, [270, 150, 104], [["Razón social", "Registro patronal", "Modalidad"], *([employer.name,
        data.registro(employer, "-"), employer.modality] for employer in data.employers), *([["Sin patrón", "",
        ""]] if not data.employers else [])], "CAR", 9.5, fill=tint, stroke=GREEN) + 18  # fmt: skip
    if data.kin:
        page.text(44, y, "Beneficiarios del asegurado (atención médica)", "CARB", 11, color=GREEN)
        y += 6
        y = page.table(44, y, [176, 130, 76, 66, 76], [["Nombre", "CURP", "Parentesco", "Agregado", "Situación"],
            *([data.surnames_first(kin.human, ", "), kin.human.curp, kin.relation, kin.agregado, cov(kin.right)]
            for kin in data.kin)], "CAR", 8.5, fill=tint, stroke=GREEN) + 18  # fmt: skip
    page.paragraph(44, y, 524, f"Expedido en {titled(data.office)}, Chiapas. La cobertura en especie se "
        "otorga en términos del artículo 84 de la Ley del Seguro Social; los estudiantes incorporados "
        "conforme al decreto del 14 de septiembre de 1998 reciben únicamente prestaciones en especie. "
        f"Informó: {data.clerk}.", "CAR", 8.5)  # fmt: skip
    return page, truth(data)


@layout()
def movements_list(data: Data) -> Drawn:
    """A history of movements with dates, the past employer among them; status as one phrase."""
    facts, head = data.facts, data.head
    page = Page(landscape(LETTER))
    page.text(40, 40, "IMSS", "QB", 15)
    page.text(90, 34, "DIRECCIÓN DE INCORPORACIÓN Y RECAUDACIÓN", "Q", 7.5)
    page.text(90, 44, "VIGENCIA DE DERECHOS Y MOVIMIENTOS AFILIATORIOS DEL ASEGURADO", "QB", 9)
    page.text(752, 34, f"FECHA: {day(facts.issued)}", "Q", 7.5, "r")
    page.text(752, 44, f"HORA: {data.hour}", "Q", 7.5, "r")
    page.line(40, 52, 752, 52)
    y = 70.0
    page.text(40, y, f"ASEGURADO: {data.surnames_first()}", "QB", 8.5)
    page.text(470, y, f"NSS: {data.nss('10-1')}", "QB", 8.5)
    y += 14
    page.text(40, y, f"CURP: {head.curp}   SEXO: {head.sex}   FEC. NAC.: {day(head.born)}", "Q", 8)
    page.text(470, y, f"UMF: {facts.umf or '---'}  TURNO: {facts.shift or '---'}  CONS.: {facts.room or '---'}",
        "Q", 8)  # fmt: skip
    y += 14
    page.text(40, y, f"AGREGADO MÉDICO: {facts.agregado or '---'}", "Q", 8)
    page.text(470, y, f"ESTADO: {facts.estado or '---'}", "Q", 8)
    y += 20
    page.box(40, y - 10, 712, 17, fill=hue("#e9e9e9"), width=0.5)
    page.text(46, y + 2, "SITUACIÓN ANTE EL SERVICIO MÉDICO:  " + ("DERECHOHABIENTE VIGENTE" if data.right
        else "NO DERECHOHABIENTE, SIN DERECHOS VIGENTES") + (f"  (HASTA EL {day(facts.valid_until)})"
        if facts.valid_until else ""), "QB", 8.5)  # fmt: skip
    y += 20
    rows = [["REG. PATRONAL", "MOD", "PATRÓN", "ALTA", "BAJA", "SITUACIÓN"]]
    since = facts.moved
    for employer in data.employers:
        rows.append([data.registro(employer, "10-1"), employer.modality, employer.name, day(since), "", "ACTIVO"])
        since -= timedelta(days=data.rng.randint(30, 400))
    if data.past:
        rows.append([data.registro(data.past, "10-1"), data.past.modality, data.past.name,
            day(facts.moved - timedelta(days=data.rng.randint(90, 900))), day(facts.moved), "BAJA"])  # fmt: skip
    if len(rows) == 1:
        rows.append(["", "", "SIN MOVIMIENTOS REGISTRADOS" if not facts.movement else "SIN PATRÓN ACTIVO", "", "",
            ""])  # fmt: skip
    y = page.table(40, y, [96, 36, 340, 74, 74, 92], rows, "Q", 7.5, fill=hue("#e9e9e9")) + 18
    if data.kin:
        page.text(40, y, "BENEFICIARIOS", "QB", 8.5)
        y += 6
        y = page.table(40, y, [250, 140, 100, 90, 132], [["NOMBRE", "CURP", "PARENTESCO", "AGREGADO",
            "SERVICIO MÉDICO"], *([data.surnames_first(kin.human), kin.human.curp, kin.relation, kin.agregado,
            "CON DERECHO" if kin.right else "SIN DERECHO"] for kin in data.kin)], "Q", 7.5,
            fill=hue("#e9e9e9")) + 14  # fmt: skip
    page.text(40, 590, f"GENERÓ: {bare(data.clerk)}  USUARIO: AFV{data.folio(5)}   TRANSACCIÓN: {data.folio(11)}",
        "Q", 6.5)  # fmt: skip
    page.text(752, 590, "PÁGINA 1 DE 1", "Q", 6.5, "r")
    return page, truth(data)


@layout(ALONE)
def batch_row(data: Data) -> Drawn:
    """A wide listing of a batch query with a single record; short column heads; the right is a column."""
    facts, head = data.facts, data.head
    page = Page((1008, 612))
    tint = hue("#d5d5d5")
    page.text(36, 36, "IMSS · Consulta de vigencia de derechos por lote", "CARB", 13)
    page.text(36, 52, f"Lote {data.folio(7)}   Archivo: SOLICITUD_{data.folio(4)}.TXT   Registros leídos: 1  "
        " Registros procesados: 1   Rechazados: 0", "CAR", 9)  # fmt: skip
    page.text(972, 36, f"Fecha de proceso: {day(facts.issued, 'iso')} {data.hour}", "CAR", 9, "r")
    page.text(972, 52, "Página 1/1", "CAR", 9, "r")
    cols = [("Reg", 26, "1"), ("NSS", 74, data.nss()), ("CURP", 118, head.curp), ("Apellido paterno", 84,
        head.first), ("Apellido materno", 84, head.second), ("Nombre(s)", 90, head.given), ("UMF", 32, facts.umf),
        ("Cons", 32, facts.room), ("Turno", 64, facts.shift), ("Agregado", 60, facts.agregado), ("Estado", 96,
        facts.estado), ("Con derecho serv. médico", 66, "SI" if data.right else "NO"), ("Vigente hasta", 66,
        day(facts.valid_until, "iso")), ("Código", 44, "000")]  # fmt: skip
    y = page.table(36, 66, [c[1] for c in cols], [[c[0] for c in cols], [c[2] for c in cols]], "CAR", 8.5,
        fill=tint) + 20  # fmt: skip
    page.text(36, y, "Detalle de patrones", "CARB", 10)
    y += 6
    y = page.table(36, y, [74, 110, 60, 380], [["NSS", "Registro patronal", "Modalidad", "Razón social"],
        *([data.nss(), employer.registro, employer.modality, employer.name] for employer in data.employers),
        *([[data.nss(), "", "", ""]] if not data.employers else [])], "CAR", 8.5, fill=tint) + 20  # fmt: skip
    page.text(36, y, "Códigos de respuesta: 000 localizado; 101 NSS no existe; 102 CURP no corresponde al "
        "NSS; 205 registro con datos inconsistentes, acudir a la subdelegación.", "CARI", 8)  # fmt: skip
    page.text(36, 572, f"Solicitó: {data.clerk} · Responsable de la información: {data.boss} · Oficio de "
        f"autorización {data.folio(3)}/{facts.issued.year}", "CAR", 8)  # fmt: skip
    page.text(36, 586, "La información es confidencial. Su entrega a terceros se sanciona conforme a la ley "
        "en materia de protección de datos personales.", "CAR", 7.5, color=GREY)  # fmt: skip
    return page, truth(data, kin=False)


@layout()
def coded_legend(data: Data) -> Drawn:
    """Codes in the table, a legend under it says what they mean."""
    facts, head = data.facts, data.head
    page = Page(landscape(LETTER))
    tint = hue("#e3dcec")
    v = hue("#4b3a6b")
    page.box(36, 26, 720, 40, stroke=v, width=1.2)
    page.text(46, 43, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "GB", 11, color=v)
    page.text(46, 57, f"Unidad de Medicina Familiar · Módulo de vigencia de derechos {data.folio(2)}", "G", 9)
    page.text(746, 43, f"Fecha de emisión {day(facts.issued)}", "G", 9, "r")
    page.text(746, 57, f"Folio interno {data.folio(10)}", "G", 9, "r")
    page.text(396, 88, "CONSTANCIA DE VIGENCIA DE DERECHOS DEL ASEGURADO Y SUS BENEFICIARIOS", "GB", 11, "c")
    y = 108.0
    page.text(36, y, "NSS:", "G", 9)
    page.text(64, y, data.nss(" "), "GB", 10)
    page.text(210, y, "UMF:", "G", 9)
    page.text(238, y, facts.umf or "--", "GB", 10)
    page.text(300, y, "Consultorio:", "G", 9)
    page.text(354, y, facts.room or "--", "GB", 10)
    page.text(410, y, "Turno:", "G", 9)
    page.text(442, y, facts.shift or "--", "GB", 10)
    page.text(540, y, "Estado:", "G", 9)
    page.text(576, y, facts.estado or "--", "GB", 10)

    def code(r: bool | None) -> str:
        return "1" if r else "2"

    y = page.table(36, 120, [50, 240, 150, 80, 90, 110], [["Ident.", "Nombre", "CURP", "Agregado", "Parentesco",
        "Clave de vigencia"], ["A", data.surnames_first(), head.curp, facts.agregado, "ASEGURADO",
        code(data.right)], *(["B", data.surnames_first(kin.human), kin.human.curp, kin.agregado, kin.relation,
        code(kin.right)] for kin in data.kin)], "G", 8.5, fill=tint, stroke=v) + 14  # fmt: skip
    page.text(36, y, "Ident.: A asegurado, B beneficiario.     Clave de vigencia: 1 = con derecho al "
        "servicio médico;  2 = sin derecho al servicio médico.", "GI", 8.5)  # fmt: skip
    y += 18
    if facts.valid_until:
        page.text(36, y, f"Derechos del asegurado vigentes hasta: {day(facts.valid_until)}", "G", 9)
        y += 18
    page.text(36, y, "Patrones", "GB", 9.5, color=v)
    y += 6
    y = page.table(36, y, [130, 70, 520], [["Registro patronal", "Modalidad", "Nombre del patrón"],
        *([data.registro(employer), employer.modality, employer.name] for employer in data.employers), *([["--",
        "--", "--"]] if not data.employers else [])], "G", 8.5, fill=tint, stroke=v) + 60  # fmt: skip
    page.line(60, y, 270, y)
    page.text(165, y + 12, data.clerk, "G", 8.5, "c")
    page.text(165, y + 23, "Encargado del módulo", "G", 8, "c")
    page.line(520, y, 730, y)
    page.text(625, y + 12, "Sello de la unidad", "G", 8.5, "c")
    page.wrapped(36, 580, 720, "La clave de vigencia puede cambiar por avisos posteriores del patrón. "
        "Verifique cada vez que solicite el servicio. Informes al teléfono " + data.phone(), "G", 7,
        color=GREY)  # fmt: skip
    return page, truth(data)


@layout(ALONE)
def services_table(data: Data) -> Drawn:
    """Which services may be had, each with its answer."""
    facts, head = data.facts, data.head
    page = Page()
    page.logo(40, 26, 34, GREEN)
    page.text(90, 44, "Constancia de vigencia y servicios", "CARB", 17)
    page.text(90, 60, "Unidad de Medicina Familiar · Archivo Clínico y Vigencia de Derechos", "CAR", 10,
        color=GREY)  # fmt: skip
    y = 96.0
    for a, b in [(("Titular", head.full), ("Clave Única de Registro", head.curp)), (("Seguro social núm.",
        data.nss("-")), ("Clínica", f"UMF No. {data.clinic}" if data.clinic else "")), (("Fecha de nacimiento",
        data.born("mon/")), ("Impreso", day(facts.issued, "mon/")))]:  # fmt: skip
        for x, (label, v) in ((40, a), (340, b)):
            page.text(x, y, label, "CAR", 8.5, color=GREY)
            page.text(x, y + 13, v, "CARB", 11)
        y += 34
    y += 6
    page.text(40, y, "Servicios a los que puede acceder", "CARB", 12, color=GREEN)
    y += 8
    yes = (f"Sí, hasta {day(facts.valid_until, 'mon/')}" if facts.valid_until else "Sí") if data.right else "No"
    y = page.table(40, y, [212, 160, 160], [("Servicio", "¿Puede recibirlo?", "Dónde"), ("Medicina familiar", yes,
        "Clínica de adscripción"), ("Urgencias", yes, "Hospital de zona"), ("Hospitalización y cirugía", yes,
        "Hospital de zona"), ("Estudios de laboratorio", yes, "Clínica u hospital"), ("Medicamentos", yes,
        "Farmacia de la clínica")], "CAR", 10, fill=PALE, stroke=SOFT, pad=4) + 20  # fmt: skip
    page.text(40, y, "Inscripciones en vigor", "CARB", 12, color=GREEN)
    y += 8
    if data.employers:
        y = page.table(40, y, [330, 122, 80], [("Patrón o institución", "Registro", "Modalidad"),
            *((employer.name, data.registro(employer, "-"), employer.modality) for employer in data.employers)],
            "CAR", 10, fill=PALE, stroke=SOFT, pad=4) + 20  # fmt: skip
    else:
        page.text(40, y + 14, "Ninguna.", "CAR", 10)
        y += 38
    y = page.paragraph(40, y, 532, "<b>Para tener en cuenta.</b> Los tratamientos de ortodoncia, lentes y "
        "cirugía estética no se otorgan en ningún caso. Cuando en la columna central diga No, acuda a "
        "Trabajo Social. Los servicios preventivos PREVENIMSS se ofrecen a toda la población. Citas: 800 "
        f"{data.folio(3)} {data.folio(4)}. Dudas sobre este papel: {data.phone()}.", "CAR", 9.5) + 30  # fmt: skip
    page.line(340, y + 20, 572, y + 20)
    page.text(456, y + 32, titled(data.clerk), "CAR", 9.5, "c")
    page.text(456, y + 43, "Encargado(a) de ventanilla", "CAR", 8.5, "c")
    page.bars(40, y + 8, data.folio(11), 26, 0.8)
    return page, truth(data, "estado", "agregado", *data.unended, kin=False)
