"""Small papers: tickets, half sheets."""

from reportlab.lib.pagesizes import A5, landscape

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GREEN, GREY, SOFT, WINE, Page
from bench.fourth.layout import ALONE
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth
from bench.third.people import bare


@layout()
def kiosk_ticket(data: Data) -> Drawn:
    """A kiosk's till roll: narrow, mono, short labels."""
    facts, head = data.facts, data.head
    high = 470 + 66 * len(data.kin) + 52 * len(data.employers)
    page = Page((232, high))
    y = 26.0

    def c(t: str, font: str = "Q", size: float = 8) -> None:
        nonlocal y
        page.text(116, y, t, font, size, "c")
        y += size + 4

    def put(a: str, b: str = "", font: str = "Q", size: float = 7.5) -> None:
        nonlocal y
        y = page.wrapped(10, y, 212, f"{a} {b}".strip(), font, size, size + 3)

    c("IMSS", "QB", 14)
    c("KIOSCO DE SERVICIOS", "QB", 8)
    c(f"EQUIPO {data.folio(6)}  OPER {data.folio(8)}", size=6.5)
    c("VIGENCIA DE DERECHOS", "QB", 9)
    c("- " * 22, size=6.5)
    put("FECHA CONSULTA:", f"{day(facts.issued)} {data.hour}")
    put("NSS:", data.nss())
    put("CURP:", head.curp)
    put("NOMBRE:", bare(head.full))
    y += 4
    put("ESTADO:", facts.estado)
    put("UMF:", f"{data.clinic}   CONS: {facts.room}   TURNO: {facts.shift[:4]}" if facts.umf else "")
    put("AGREGADO:", facts.agregado)
    if facts.valid_until:
        put("VIGENTE HASTA:", day(facts.valid_until))
    y += 6
    page.box(10, y - 8, 212, 32, width=1.2)
    page.text(116, y + 3, "SERVICIO MEDICO", "Q", 7, "c")
    page.text(116, y + 17, "CON DERECHO" if data.right else "SIN DERECHO", "QB", 12, "c")
    y += 40
    put("PATRONES ACTIVOS:", font="QB")
    for employer in data.employers:
        put(f"{employer.registro}", f"MOD {employer.modality}")
        put(bare(employer.name))
        y += 4
    if not data.employers:
        put("NINGUNO")
    if data.kin:
        y += 4
        put("BENEFICIARIOS:", font="QB")
        for kin in data.kin:
            put(bare(kin.human.full))
            put(kin.human.curp)
            put(f"{bare(kin.relation)} {kin.agregado}", "CON DERECHO" if kin.right else "SIN DERECHO")
            y += 5
    c("- " * 22, size=6.5)
    page.qr(76, y, 80, data.url())
    y += 92
    c(f"TICKET {data.folio(10)}", size=7)
    c("ESTE TICKET NO ES CARNET DE CITAS", size=6.5)
    c("AYUDA 800 000 0000", size=6.5)
    c("GRACIAS POR SU VISITA", size=6.5)
    return page, truth(data)


@layout(ALONE)
def half_sheet(data: Data) -> Drawn:
    """A half sheet (A5 landscape) with a bar code: data left, result right."""
    facts, head = data.facts, data.head
    page = Page(landscape(A5))
    widths = page.width
    page.box(14, 14, widths - 28, page.height - 28, width=1.4, r=8)
    page.line(390, 14, 390, page.height - 14, 0.6, dash=(2, 2))
    page.logo(26, 24, 26, GREEN, words=False)
    page.text(60, 36, "Instituto Mexicano del Seguro Social", "DB", 9)
    page.text(60, 48, "Comprobante de vigencia de derechos", "D", 8.5)
    y = 76.0
    for a, b in (("Nombre", head.full), ("N.S.S.", data.nss("2")), ("CURP", head.curp), ("Agregado",
        facts.agregado or "n/d"), ("Clínica", f"UMF {data.clinic}, consultorio {facts.room}, "
        f"{facts.shift.lower()}" if facts.umf else "n/d"), ("Estatus", facts.estado or "n/d")):  # fmt: skip
        page.text(28, y, a, "D", 7.5, color=GREY)
        y = page.wrapped(88, y, 296, b, "DB", 8.5) + 6
    page.text(28, y + 2, "Patrón(es)", "D", 7.5, color=GREY)
    y += 2
    for employer in data.employers:
        y = page.wrapped(88, y, 296, f"{employer.name}", "D", 8)
        y = page.wrapped(88, y, 296, f"Reg. pat. {data.registro(employer, '10-1')}  Mod. {employer.modality}",
            "D", 7.5) + 4  # fmt: skip
    if not data.employers:
        page.text(88, y, "Sin patrón activo", "D", 8)
    page.bars(30, page.height - 54, data.folio(12), 22, 0.85)
    page.text(200, page.height - 32, f"Operador {data.folio(7)}   Módulo {data.folio(2)}", "D", 6.5)
    x = 390 + (widths - 14 - 390) / 2
    page.text(x, 50, "Servicio médico", "D", 9, "c")
    page.box(x - 78, 60, 156, 44, width=1)
    page.text(x, 87, "DERECHO: " + ("SÍ" if data.right else "NO"), "DB", 15, "c")
    page.text(x, 124, f"Expedido el {day(facts.issued, 'mon ')}", "D", 8, "c")
    if facts.valid_until:
        page.text(x, 138, f"Vigencia: hasta el {day(facts.valid_until, 'mon ')}", "D", 8, "c")
    page.qr(x - 40, 150, 80, data.url())
    page.text(x, 244, "Folio de consulta", "D", 7, "c")
    page.text(x, 256, data.folio(11), "DB", 9, "c")
    page.line(x - 70, 330, x + 70, 330)
    page.text(x, 341, "Sello y firma del módulo", "D", 7, "c")
    page.wrapped(404, 362, 170, "Conserve este comprobante. Para recibir atención presente su Cartilla "
        "Nacional de Salud.", "D", 6.2)  # fmt: skip
    return page, truth(data, kin=False, unscored=() if facts.estado else ("estado",))


@layout()
def heading_of_right(data: Data) -> Drawn:
    """The right is the heading; the family stands under a heading of its own right."""
    facts, head = data.facts, data.head
    page = Page(A5)
    col = GREEN if data.right else WINE
    page.text(210, 34, "Instituto Mexicano del Seguro Social", "OS", 9, "c", GREY)
    page.text(210, 64, "DERECHOS VIGENTES" if data.right else "DERECHOS NO VIGENTES", "OSB", 20, "c", col)
    page.line(40, 74, 380, 74, 2, col)
    page.text(210, 90, f"Constancia expedida el {day(facts.issued, 'long2')}", "OS", 8.5, "c")
    y = 116.0
    page.text(40, y, "Titular", "OSB", 9)
    y = page.wrapped(110, y, 280, head.full, "OS", 9) + 3
    for label, v in (("NSS", data.nss(".")), ("CURP", head.curp), ("Agregado", facts.agregado), ("Clínica",
        f"Unidad de Medicina Familiar {data.clinic}, {facts.shift.lower()}" if data.clinic else "No asignada"),
        ("Término", day(facts.valid_until, "long2"))):  # fmt: skip
        if v:
            page.text(40, y, label, "OSB", 9)
            page.text(110, y, v, "OS", 9)
            y += 15
    y += 6
    if data.employers:
        page.text(40, y, "Inscripción a cargo de", "OSB", 9)
        y += 13
        for employer in data.employers:
            y = page.wrapped(50, y, 330, f"{employer.name}, registro {data.registro(employer, '10-1')}", "OS", 8.5)
        y += 6
    for b, t in ((True, "Beneficiarios con derechos vigentes"), (False, "Beneficiarios con derechos no vigentes")):
        same = [kin for kin in data.kin if kin.right == b]
        if same:
            page.text(40, y, t, "OSB", 9)
            y += 13
            for k in same:
                y = page.wrapped(50, y, 330, f"{k.human.full} ({k.relation.lower()}), CURP {k.human.curp}", "OS",
                    8.5)  # fmt: skip
            y += 6
    y = max(y + 4, 440)
    page.line(40, y, 380, y, 0.5, SOFT)
    y = page.wrapped(40, y + 14, 340, f"Folio {data.folio(11)}. Válida únicamente con identificación "
        f"oficial. Las personas con derechos vigentes pueden solicitar cita al 800 {data.folio(3)} "
        f"{data.folio(4)}; quienes no los tengan pueden optar por la incorporación voluntaria. Autorizó: "
        f"{titled(data.boss)}, Subdelegación {titled(data.office)}, tel. {data.phone()}.", "OS", 7,
        color=GREY)  # fmt: skip
    page.bars(140, 520, data.folio(12), 22, 0.8)
    return page, truth(data, "estado", "kin_agregado", unscored=("estado",))
