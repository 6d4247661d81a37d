"""Held aside."""

from reportlab.lib.pagesizes import LETTER, landscape

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GREY, SOFT, Page
from bench.fourth.layout import ALONE
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth
from bench.third.people import bare


@layout()
def aside_d(data: Data) -> Drawn:
    """Held aside."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(40, 38, "Correo institucional", "SB", 11)
    page.text(572, 38, f"{day(facts.issued)} {data.hour[:5]}", "S", 8.5, "r")
    page.line(40, 46, 572, 46, 1)
    page.text(40, 64, "Vigencia de derechos: resultado de tu solicitud", "SB", 13)
    y = 84.0
    for label, v in (("De:", "Servicios Digitales <no-responder@imss.ejemplo.mx>"), ("Para:",
        f"{head.given.split()[0].lower()}.{bare(head.first).split()[0].lower()}@correo.ejemplo"), ("Enviado:",
        day(facts.issued, "long") + ", " + data.hour[:5])):  # fmt: skip
        page.text(40, y, label, "SB", 9)
        page.text(92, y, v, "S", 9)
        y += 13
    page.line(40, y, 572, y, 0.4, SOFT)
    y += 12
    y = page.paragraph(40, y, 520, f"{data.by_sex('Estimado', 'Estimada', 'Estimad@')} {titled(head.full)}:", "S",
        10.5) + 8  # fmt: skip
    y = page.paragraph(40, y, 520, f"Recibimos tu solicitud {data.folio(11)}, hecha con el NSS {data.nss()} "
        f"y la CURP {head.curp}.", "S", 10.5) + 8  # fmt: skip
    if data.right:
        s = ("Te confirmamos que <b>sí puedes atenderte en el IMSS</b>: tus derechos se encuentran al corriente"
            + (f" y lo estarán hasta el {day(facts.valid_until, 'long')}" if facts.valid_until else "") + "." + (
            f" Te corresponde la clínica UMF {data.clinic} en el turno {facts.shift.lower()}, consultorio "
            f"{facts.room}." if facts.umf else " Aún debes elegir tu clínica."))  # fmt: skip
    else:
        s = ("Te informamos que <b>por el momento no puedes atenderte en el IMSS</b>: no encontramos "
            "un aseguramiento que te dé esa cobertura." + (" La última clínica que tuviste fue la "
            f"UMF {data.clinic}, turno {facts.shift.lower()}, consultorio {facts.room}." if facts.umf
            else ""))  # fmt: skip
    y = page.paragraph(40, y, 520, s, "S", 10.5) + 8
    if data.employers:
        y = page.paragraph(40, y, 520, "Estás registrado(a) por:", "S", 10.5) + 2
        for employer in data.employers:
            y = page.paragraph(56, y, 504, f"• {employer.name}, con registro patronal {employer.registro}", "S",
                10) + 2  # fmt: skip
        y += 6
    elif data.past:
        y = page.paragraph(40, y, 520, f"El último patrón que te dio de alta fue {data.past.name}; te dio de "
            f"baja el {day(facts.moved, 'long')}.", "S", 10.5) + 8  # fmt: skip
    if data.kin:
        y = page.paragraph(40, y, 520, "Sobre tus beneficiarios:", "S", 10.5) + 2
        for kin in data.kin:
            y = page.paragraph(56, y, 504, f"• {titled(kin.human.full)} ({kin.relation.lower()}, CURP "
                f"{kin.human.curp}) " + ("sí puede atenderse en el IMSS." if kin.right
                else "no puede atenderse en el IMSS."), "S", 10) + 2  # fmt: skip
        y += 6
    y = page.paragraph(40, y, 520, "Si cambiaste de trabajo hace poco, el dato puede tardar hasta cinco días "
        "hábiles en reflejarse. Si eres estudiante y tu escuela ya no te tiene inscrito, pregunta en "
        "servicios escolares. En una urgencia real, acude al hospital más cercano.", "S", 10.5) + 10  # fmt: skip
    y = page.paragraph(40, y, 520, "Este mensaje hace las veces de constancia de vigencia de derechos y "
        "puedes imprimirlo.<br/><br/>Instituto Mexicano del Seguro Social<br/>Atención telefónica 800 623 23 "
        "23", "S", 10.5) + 14  # fmt: skip
    page.line(40, y, 572, y, 0.4, SOFT)
    page.wrapped(40, y + 14, 520, "Por favor no respondas este correo. Si tú no hiciste esta solicitud, haz "
        "caso omiso. Aviso de privacidad: tus datos personales serán protegidos conforme a la ley aplicable "
        "a sujetos obligados.", "S", 7.5, color=GREY)  # fmt: skip
    page.text(40, 772, f"https://correo.ejemplo/mensaje/{data.folio(9)}", "S", 7, color=GREY)
    page.text(572, 772, "1/1", "S", 7, "r", GREY)
    return page, truth(data, "estado", "agregado", "kin_agregado", *data.unended, unscored=("estado",))


@layout()
def aside_e(data: Data) -> Drawn:
    """Held aside."""
    facts, head = data.facts, data.head
    page = Page(landscape(LETTER))
    page.text(40, 42, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "CB", 11)
    page.text(40, 56, "Grupo familiar: constancia de vigencia", "C", 10)
    page.text(752, 42, f"Consulta del {day(facts.issued)}", "C", 9, "r")
    page.text(752, 55, f"Núm. de consulta {data.folio(11)}", "C", 9, "r")
    page.line(40, 64, 752, 64, 1)
    page.text(40, 84, "NSS del grupo:", "C", 10)
    page.text(122, 84, data.nss(" "), "CB", 12)
    page.text(270, 84, "UMF:", "C", 10)
    page.text(300, 84, facts.umf or "sin asignar", "CB", 12)
    page.text(390, 84, "Vencimiento:", "C", 10)
    page.text(462, 84, day(facts.valid_until) or "no se indica", "CB", 10)

    def word(b: bool | None) -> str:
        return "ACTIVO" if b else "INACTIVO"

    y = page.table(40, 100, [24, 96, 226, 150, 76, 70, 70], [("#", "Calidad", "Nombre", "CURP", "Nacimiento",
        "Agregado", "Servicio médico"), (1, "TITULAR", data.surnames_first(), head.curp, data.born("-"),
        facts.agregado, word(data.right)), *((n, "BENEFICIARIO " + kin.relation, data.surnames_first(kin.human),
        kin.human.curp, day(kin.human.born, "-"), kin.agregado, word(kin.right)) for n, kin in enumerate(data.kin,
        2))], "C", 8, fill=SOFT, pad=4) + 10  # fmt: skip
    y = page.wrapped(40, y + 6, 712, "ACTIVO: la persona puede recibir atención en las unidades del "
        "Instituto. INACTIVO: la persona no puede recibirla.", "C", 8) + 14  # fmt: skip
    page.text(40, y, "Patrones en activo del titular", "CB", 10)
    y += 6
    y = page.table(40, y, [120, 70, 400], [("Registro patronal", "Modalidad", "Nombre"), *((employer.registro,
        employer.modality, employer.name) for employer in data.employers)] + ([] if data.employers else [("—",
        "—", "ninguno")]), "C", 8.5, fill=SOFT, pad=4) + 16  # fmt: skip
    y = max(y, 430)
    page.wrapped(40, y, 712, "Quien aparezca como inactivo podrá aclarar su situación en la Subdelegación "
        f"{titled(data.office)}, {data.street}, de 8:00 a 15:30 horas, teléfono {data.phone()}, con acta de "
        "nacimiento e identificación. Los padres del titular requieren comprobar convivencia y dependencia "
        f"económica. Generó: {titled(data.clerk)}. Supervisó: {titled(data.boss)}.", "C", 8)  # fmt: skip
    return page, truth(data, "estado", unscored=("estado",))


@layout(ALONE)
def aside_f(data: Data) -> Drawn:
    """Held aside."""
    facts, head = data.facts, data.head
    page = Page((226, 470 + 44 * len(data.employers)))
    y = 26.0

    def c(t: str, fo: str = "Q", s: float = 7.5, gap: float = 11) -> None:
        nonlocal y
        y = page.wrapped(14, y, 198, t, fo, s, gap, "c")

    def lv(a: str, b: str) -> None:
        nonlocal y
        page.text(14, y, a, "Q", 7.5)
        y = page.wrapped(84, y, 132, b, "QB", 7.5, 10) + 1

    c("IMSS", "QB", 15, 14)
    c("MODULO DE VIGENCIA DE DERECHOS")
    c(f"UNIDAD DE MEDICINA FAMILIAR {data.clinic}" if data.clinic else "SIN UNIDAD ASIGNADA")
    c(f"{day(facts.issued)}  {data.hour}")
    c(f"TURNO V-{data.folio(3)}  FOLIO {data.folio(10)}")
    c("-" * 40)
    y += 4
    lv("NSS", data.nss())
    lv("CURP", head.curp)
    lv("NOMBRE", head.full)
    lv("AGREGADO", facts.agregado)
    lv("CONSULTORIO", f"{facts.room} {facts.shift}".strip())
    y += 2
    c("-" * 40)
    y += 8
    c("RESULTADO DE LA CONSULTA", "Q", 8, 14)
    y += 4
    c("SÍ PASA A CONSULTA" if data.right else "NO PASA A CONSULTA", "QB", 13, 16)
    c((f"DERECHO HASTA {day(facts.valid_until)}" if facts.valid_until else "DERECHO EN VIGOR") if data.right
        else "DERECHO NO LOCALIZADO O CONCLUIDO")  # fmt: skip
    y += 2
    c("-" * 40)
    y += 4
    c("PATRON(ES)", "QB")
    for employer in data.employers:
        c(employer.name)
        c(f"RP {employer.registro}")
    if not data.employers:
        c("NINGUNO")
    c("-" * 40)
    y += 4
    c("Si pasa a consulta presente este comprobante en su consultorio. Si no pasa, pregunte en ventanilla 3 "
        "con su último recibo de nómina o constancia de estudios.", "Q", 6.5, 9)  # fmt: skip
    y += 4
    c(f"Atendió: {titled(data.clerk)}", "Q", 6.5, 9)
    c(f"Tel. {data.phone()}", "Q", 6.5, 9)
    page.bars(50, y, data.folio(11), 24, 0.75)
    return page, truth(data, "estado", *data.unended, unscored=("estado",), kin=False)
