"""Held aside."""

from reportlab.lib.colors import black
from reportlab.lib.pagesizes import LETTER, landscape

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GREY, SOFT, Page
from bench.fourth.layout import ALONE
from bench.fourth.page import hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth
from bench.third.people import bare


@layout(ALONE)
def aside_a(data: Data) -> Drawn:
    """Held aside."""
    facts, head = data.facts, data.head
    page = Page()
    page.box(36, 30, 540, 730, None, GREY, 0.8)
    page.text(306, 58, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "EB", 12, "c")
    page.text(306, 74, f"Subdelegación {titled(data.office)} · Oficina de Vigencia", "E", 9, "c")
    page.line(150, 84, 462, 84, 0.6)
    page.text(306, 112, "C O N S T A N C I A", "EB", 14, "c")
    page.text(306, 128, "DE VIGENCIA DE DERECHOS", "EB", 10, "c")
    who = data.by_sex("al C.", "a la C.", "a C.")
    y = page.paragraph(60, 152, 492, "Quien suscribe, titular de la Oficina de Vigencia, certifica que en "
        f"la base de datos del Instituto se localizó {who} <b>{head.full}</b>, "
        f"{data.by_sex('nacido', 'nacida', 'con nacimiento')} el {data.born('long')}, a quien le fue "
        f"asignado el número de seguridad social <b>{data.nss(' ')}</b> y cuya Clave Única es <b>{head.curp}"
        "</b>.", "E", 10, 17, "j", 24) + 10  # fmt: skip
    if data.right:
        s = ("Que los servicios médicos del Instituto <b>le son otorgados</b> a la fecha de esta "
            "constancia, por encontrarse cubiertos los requisitos de ley" + (
            f", y así habrán de serle prestados hasta el {day(facts.valid_until, 'long')}" if facts.valid_until
            else "") + ".")  # fmt: skip
    else:
        s = ("Que los servicios médicos del Instituto <b>no le son otorgados</b> a la fecha de esta "
            "constancia, por no encontrarse cubiertos los requisitos de ley.")  # fmt: skip
    y = page.paragraph(60, y, 492, s, "E", 10, 17, "j", 24) + 10
    if facts.umf:
        y = page.paragraph(60, y, 492, f"Que su expediente clínico se resguarda en la U.M.F. {data.clinic}, "
            f"consultorio {facts.room}, turno {facts.shift.lower()}, bajo el agregado {facts.agregado}.", "E", 10,
            17, "j", 24) + 10  # fmt: skip
    if data.employers:
        y = page.paragraph(60, y, 492, "Que su inscripción fue presentada por:", "E", 10, 17, "j", 24) + 4
        for employer in data.employers:
            y = page.paragraph(96, y, 456, f"<b>{employer.name}</b>, registro patronal "
                f"{data.registro(employer, '8-2')}", "E", 9.5, 15) + 3  # fmt: skip
        y += 7
    else:
        y = page.paragraph(60, y, 492, "Que no se encontró inscripción presentada por patrón alguno que "
            "subsista en esta fecha.", "E", 10, 17, "j", 24) + 10  # fmt: skip
    y = page.paragraph(60, y, 492, "A petición de la parte interesada y para los fines que a la misma "
        f"convengan se extiende la presente en {titled(data.office)}, Chiapas, a los "
        f"{day(facts.issued, 'words')}.", "E", 10, 17, "j", 24) + 40  # fmt: skip
    page.line(206, y, 406, y)
    page.text(306, y + 13, titled(data.boss), "EB", 9.5, "c")
    page.text(306, y + 25, "Titular de la Oficina de Vigencia", "E", 8.5, "c")
    page.wrapped(60, 715, 492, f"Recibo {data.folio(11)}. Las tachaduras o enmendaduras invalidan este "
        "documento. Los servicios médicos se suspenden por baja, término del plazo de conservación o falta "
        f"de pago. Quejas y orientación: {data.phone()}.", "E", 7.5, color=GREY)  # fmt: skip
    return page, truth(data, "estado", *data.unended, registro=10, kin=False)


@layout()
def aside_b(data: Data) -> Drawn:
    """Held aside."""
    facts, head = data.facts, data.head
    page = Page()
    page.box(36, 28, 540, 46)
    page.logo(42, 33, 32, black, False)
    page.text(306, 46, "HOSPITAL GENERAL DE ZONA — ADMISIÓN CONTINUA", "NB", 12, "c")
    page.text(306, 61, "Comprobación de vigencia de derechos del paciente", "N", 10, "c")
    page.text(36, 92, f"Fecha: {day(facts.issued)}   Hora: {data.hour}   Nota de admisión: {data.folio(10)}  "
        f" Cama: {data.folio(3)}", "N", 10)  # fmt: skip
    y = 104.0
    y = page.table(36, y, [270, 135, 135], [("Paciente o titular del seguro", "Núm. de seguridad social",
        "Agregado"), (data.surnames_first(sep=", "), data.nss(" "), facts.agregado)], "N", 10, fill=SOFT)  # fmt: skip
    y = page.table(36, y, [180, 90, 90, 180], [("CURP", "Nacimiento", "U.M.F.", "Procedencia"), (head.curp,
        data.born(), facts.umf, data.pick("Domicilio", "Vía pública", "Escuela"))], "N", 10, fill=SOFT)  # fmt: skip
    y += 20
    col = hue("#244a9a") if data.right else hue("#9a2424")
    page.box(330, y, 216, 66, None, col, 2.2, 5)
    page.box(334, y + 4, 208, 58, None, col, 0.7, 4)
    page.text(438, y + 28, "DERECHOS COMPROBADOS" if data.right else "SIN DERECHO", "NB", 16, "c", col)
    page.text(438, y + 45, "ATIÉNDASE" if data.right else "COBRAR COMO PARTICULAR", "NB", 11, "c", col)
    page.text(438, y + 57, f"VIGENCIA · {day(facts.issued, 'MON')}", "N", 8, "c", col)
    page.paragraph(36, y - 2, 280, "El sello que aparece a la derecha es el resultado de la consulta al "
        "sistema de acceso a derechohabientes, y aplica al titular. El resultado de sus familiares se anota "
        "en la relación de abajo. La urgencia calificada se atiende en todos los casos.", "N", 9.5)  # fmt: skip
    y += 90
    if facts.valid_until:
        page.text(36, y, f"Los derechos comprobados vencen el {day(facts.valid_until)}", "NB", 10)
        y += 18
    page.text(36, y, "PATRÓN(ES) O SUJETO(S) OBLIGADO(S)", "NB", 10)
    y += 6
    y = page.table(36, y, [130, 410], [("Registro", "Nombre"), *((data.registro(employer, " "), employer.name)
        for employer in data.employers)] if data.employers else [("Registro", "Nombre"), ("—", "Ninguno en vigor"
        + (f" (el anterior fue {data.past.name})" if data.past else ""))], "N", 10) + 18  # fmt: skip
    page.text(36, y, "FAMILIARES DEL TITULAR", "NB", 10)
    y += 6
    y = page.table(36, y, [84, 200, 126, 130], [("Parentesco", "Nombre", "CURP", "Resultado"), *((kin.relation,
        kin.human.full, kin.human.curp, "DERECHOS COMPROBADOS" if kin.right else "SIN DERECHO")
        for kin in data.kin)] if data.kin else [("Parentesco", "Nombre", "CURP", "Resultado"), ("—",
        "No registra", "—", "—")], "N", 9.5) + 40  # fmt: skip
    y = max(y, 600)
    for x, n, r in ((60, data.clerk, "Auxiliar universal de oficinas"), (340, data.boss,
        "Jefe de Admisión Hospitalaria")):  # fmt: skip
        page.line(x, y, x + 200, y)
        page.text(x + 100, y + 12, titled(n), "N", 9.5, "c")
        page.text(x + 100, y + 23, r, "N", 8.5, "c")
    page.wrapped(36, 730, 540, "Si el paciente no presenta vigencia, trabajo social orientará a la familia "
        f"sobre el costo unitario por nivel de atención. Trabajo social: {data.phone()}, ext. {data.folio(5)}"
        f". Forma AH-{data.folio(2)}. Conservar en el expediente clínico.", "N", 8, color=GREY)  # fmt: skip
    return page, truth(data, "estado", "kin_agregado")


@layout()
def aside_c(data: Data) -> Drawn:
    """Held aside."""
    facts, head = data.facts, data.head
    page = Page(landscape(LETTER))
    y = 46.0

    def put(s: str = "", font: str = "Q") -> None:
        nonlocal y
        page.text(40, y, s, font, 9.5)
        y += 13.2

    put(f"AFVG0{data.folio(2)}          I M S S   -   S I S T E M A   D E   A F I L I A C I O N          "
        f"{day(facts.issued)}")  # fmt: skip
    put(f"TERM: T{data.folio(3)}         CONSULTA INDIVIDUAL DE VIGENCIA DE DERECHOS               {data.hour}")
    put("-" * 88)
    put(f"NSS      : {data.nss('10 1')}      CURP : {head.curp}      SEXO : {head.sex}")
    put(f"NOMBRE   : {bare(data.surnames_first(sep=' '))}")
    put(f"F. NAC.  : {data.born()}         LUGAR NAC. : {bare(data.state)}")
    put(f"DELEG    : 07   SUBDEL: {data.folio(2)}    UMF  : {facts.umf:<4}  TURNO: {facts.shift[:1]:<2}  "
        f"CONS: {facts.room:<3}  AGREGADO: {facts.agregado}")  # fmt: skip
    put()
    put(f"DERECHO A SERVICIO MEDICO (S/N) : {'S' if data.right else 'N'}              VENCE : "
        f"{day(facts.valid_until)}", "QB")  # fmt: skip
    put(f"SIT. AFILIATORIA                : {bare(facts.estado)}")
    put(f"ULT. MOVTO.                     : {facts.movement:<10} {(day(facts.moved) if facts.movement else '')}")
    put()
    put("PATRONES ACTIVOS")
    put("REGISTRO       MOD  RAZON SOCIAL")
    for employer in data.employers:
        put(f"{data.registro(employer, '10-1'):<14} {employer.modality}   {bare(employer.name)}")
    if not data.employers:
        put("             *** NO HAY REGISTROS ***")
    put()
    put("BENEFICIARIOS")
    put("PARENTESCO   CURP                 AGREGADO   S/N  NOMBRE")
    for kin in data.kin:
        put(f"{bare(kin.relation):<12} {kin.human.curp:<20} {kin.agregado:<10} {'S' if kin.right else 'N'}   "
            f" {bare(data.surnames_first(kin.human))}")  # fmt: skip
    if not data.kin:
        put("             *** NO HAY REGISTROS ***")
    put("-" * 88)
    put(f"S=SI  N=NO   CLAVE DE OPERADOR {data.folio(8)}    IMPRESION {data.folio(11)}")
    put("PF1=AYUDA  PF3=SALIR  PF7=ANTERIOR  PF8=SIGUIENTE  ENTER=OTRA CONSULTA")
    return page, truth(data)
