"""What an app, a portal or a terminal shows, as it was saved or printed."""

from reportlab.lib.colors import black, white
from reportlab.lib.pagesizes import LETTER, landscape

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GOLD, GREEN, GREY, SOFT, WINE, Page
from bench.fourth.page import hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth
from bench.third.people import bare


@layout()
def app_cards(data: Data) -> Drawn:
    """The telephone app's PDF: a narrow tall page of cards; the state is a pill."""
    facts, head = data.facts, data.head
    widths = 380
    high = 760 + 96 * max(0, len(data.kin) - 1) + 60 * max(0, len(data.employers) - 1)
    page = Page((widths, high))
    teal = hue("#0f7a68")
    page.box(0, 0, widths, high, fill=hue("#f3f5f4"), stroke=None)
    page.box(0, 0, widths, 62, fill=teal, stroke=None)
    page.text(20, 26, "IMSS Digital", "ROB", 13, color=white)
    page.text(20, 44, "Constancia de vigencia de derechos", "RO", 10, color=white)
    page.text(widths - 20, 26, f"v{data.pick('5.2.1', '6.0.3', '6.4')}", "RO", 7, "r", white)
    y = 78.0
    page.box(16, y, widths - 32, 122, fill=white, stroke=SOFT, r=8)
    page.text(28, y + 20, titled(head.full), "ROB", 11)
    page.text(28, y + 38, "NSS", "RO", 7.5, color=GREY)
    page.text(28, y + 50, data.nss("10-1"), "RO", 10)
    page.text(170, y + 38, "CURP", "RO", 7.5, color=GREY)
    page.text(170, y + 50, head.curp, "RO", 10)
    page.text(28, y + 68, "Fecha de nacimiento", "RO", 7.5, color=GREY)
    page.text(28, y + 80, day(head.born, "mon "), "RO", 10)
    page.text(170, y + 68, "Agregado médico", "RO", 7.5, color=GREY)
    page.text(170, y + 80, facts.agregado or "No disponible", "RO", 10)
    if facts.estado:
        page.text(28, y + 108, "Situación: ", "RO", 9)
        page.text(76, y + 108, facts.estado.capitalize(), "ROB", 9)
    y += 134
    page.box(16, y, widths - 32, 58, fill=white, stroke=SOFT, r=8)
    page.text(28, y + 22, "Con derecho al servicio médico", "RO", 9.5)
    page.box(widths - 96, y + 12, 64, 18, fill=teal if data.right else hue("#b3261e"), stroke=None, r=9)
    page.text(widths - 64, y + 24.5, "Sí" if data.right else "No", "ROB", 10, "c", white)
    page.text(28, y + 44, f"Vigente hasta el {day(facts.valid_until, 'mon ')}" if facts.valid_until
        else "Sujeto a confirmación en tu clínica.", "RO", 8, color=GREY)  # fmt: skip
    y += 70
    page.box(16, y, widths - 32, 62, fill=white, stroke=SOFT, r=8)
    page.text(28, y + 18, "Tu clínica", "ROB", 9, color=teal)
    if facts.umf:
        page.text(28, y + 36, f"UMF {data.clinic}", "RO", 10)
        page.text(110, y + 36, f"Turno {facts.shift.lower()}", "RO", 10)
        page.text(230, y + 36, f"Consultorio {facts.room}", "RO", 10)
        page.text(28, y + 52, f"Atención telefónica {data.phone()}", "RO", 7.5, color=GREY)
    else:
        page.text(28, y + 36, "Aún no tienes clínica asignada.", "RO", 10)
    y += 74
    tint = 30 + 34 * max(1, len(data.employers))
    page.box(16, y, widths - 32, tint, fill=white, stroke=SOFT, r=8)
    page.text(28, y + 18, "Patrones activos", "ROB", 9, color=teal)
    e = y + 34
    for employer in data.employers:
        page.text(28, e, titled(employer.name), "RO", 8.5)
        page.text(28, e + 13, f"Registro patronal {employer.registro}  ·  Modalidad {employer.modality}", "RO", 8,
            color=GREY)  # fmt: skip
        e += 34
    if not data.employers:
        page.text(28, e, "Sin patrones activos", "RO", 9)
    y += tint + 12
    if data.kin:
        page.text(20, y + 8, "Beneficiarios", "ROB", 10, color=teal)
        y += 18
        for kin in data.kin:
            page.box(16, y, widths - 32, 66, fill=white, stroke=SOFT, r=8)
            page.text(28, y + 18, titled(kin.human.full), "ROB", 9)
            page.text(28, y + 33, f"{kin.relation.capitalize()}  ·  {kin.agregado}", "RO", 8.5)
            page.text(28, y + 47, f"CURP {kin.human.curp}", "RO", 8.5)
            page.text(28, y + 60, "Con derecho al servicio médico", "RO", 7.5, color=GREY)
            page.text(160, y + 60, "Sí" if kin.right else "No", "ROB", 8.5)
            y += 74
    page.qr(20, y + 6, 62, data.url())
    page.text(94, y + 20, f"Generada el {day(facts.issued, 'mon ')}, {data.hour[:5]} h", "RO", 8)
    page.text(94, y + 33, f"Folio {data.folio(14)}", "RO", 8)
    page.wrapped(94, y + 46, 250, "Escanea el código para comprobar que esta constancia es auténtica. Los "
        "datos provienen de los avisos presentados por tu patrón o institución educativa.", "RO", 6.5,
        color=GREY)  # fmt: skip
    return page, truth(data)


@layout()
def mainframe_screen(data: Data) -> Drawn:
    """A terminal's screen as it was printed; no accents, S and N."""
    facts, head = data.facts, data.head
    page = Page(landscape(LETTER))
    y = 40.0

    def put(t: str = "", step: float = 13) -> None:
        nonlocal y
        page.text(44, y, bare(t), "M", 9.5)
        y += step

    put(f"IMSS      SINDO      CONSULTA DE VIGENCIA DE DERECHOS               {day(facts.issued)} {data.hour[:5]}")
    put(f"TRANS: VIG1   TERM: T{data.folio(3)}   CVE OPER: {data.folio(8)}   DELEG: 07 SUBDEL: "
        f"{data.pick('02', '10')}")  # fmt: skip
    put("-" * 98)
    put("*** COMPROBANTE DE VIGENCIA DE DERECHOS ***")
    put()
    put(f"NSS ......: {data.nss('10 1'):<22} CURP .....: {head.curp}")
    put(f"NOMBRE ...: {data.surnames_first(sep=' ')}")
    put(f"F.NAC. ...: {day(head.born):<22} SEXO .....: {head.sex}    LUGAR NAC: {data.state}")
    put(f"UMF ......: {facts.umf or '':<22} TURNO ....: {facts.shift[:3]:<5} CONS: {facts.room:<5} AGR.MED: "
        f"{facts.agregado}")  # fmt: skip
    put()
    put(f"ESTADO ...: {bare(facts.estado):<36} DERECHO A SERV. MEDICO (S/N): {'S' if data.right else 'N'}")
    put(f"ULT. MOV. : {facts.movement:<12}FEC. MOV. : {(day(facts.moved) if facts.movement else ''):<14}VIG. "
        f"HASTA : {day(facts.valid_until)}")  # fmt: skip
    put("-" * 98)
    put("REG.PATRONAL  MOD  NOMBRE O RAZON SOCIAL DEL PATRON")
    for employer in data.employers:
        put(f"{data.registro(employer, '10-1'):<14}{employer.modality:<5}{employer.name}")
    if not data.employers:
        put("SIN REGISTROS")
    put("-" * 98)
    if data.kin:
        put("BENEFICIARIOS")
        put(f"{'AGREGADO':<10}{'PARENT.':<14}{'CURP':<20}{'DER':<5}NOMBRE")
        for kin in data.kin:
            put(f"{kin.agregado:<10}{bare(kin.relation):<14}{kin.human.curp:<20}"
                f"{('S' if kin.right else 'N'):<5}{data.surnames_first(kin.human)}")  # fmt: skip
        put("-" * 98)
    put("PF1=AYUDA  PF3=SALIR  PF7=ANT  PF8=SIG  PF12=CANCELA                       FIN DE CONSULTA")
    return page, truth(data)


@layout()
def browser_print(data: Data) -> Drawn:
    """A web page as the browser prints it: address and clock at head and foot, result last."""
    facts, head = data.facts, data.head
    page = Page()
    u = f"https://serviciosdigitales.ejemplo.gob.mx/gestionAsegurados/vigencia/resultado?t={data.folio(9)}"
    page.text(28, 22, f"{facts.issued.day}/{facts.issued.month}/{facts.issued.year % 100}, {data.hour[:5]}", "OS",
        6.5)  # fmt: skip
    page.text(306, 22, "Vigencia de derechos | IMSS", "OS", 6.5, "c")
    page.text(28, 780, u, "OS", 6.5)
    page.text(584, 780, "1/1", "OS", 6.5, "r")
    page.box(28, 34, 556, 30, fill=WINE, stroke=None)
    page.text(40, 53, "gob.mx", "OSB", 12, color=white)
    page.text(570, 53, "Trámites    Gobierno    Participa", "OS", 8, "r", white)
    page.text(40, 84, "Inicio  >  IMSS  >  Asegurado  >  Consulta tu vigencia de derechos", "OS", 7, color=GREY)
    page.text(40, 112, "Constancia de vigencia de derechos", "OSB", 16)
    page.line(40, 120, 90, 120, 2.5, GOLD)
    y = 144.0
    page.text(40, y, "Datos de la persona asegurada", "OSB", 10.5)
    y += 18
    for a, b in (("Nombre:", head.full), ("NSS:", data.nss()), ("CURP:", head.curp), ("Fecha de nacimiento:",
        day(head.born)), ("Unidad de Medicina Familiar:", f"UMF {data.clinic}" if data.clinic else "Sin asignar"),
        ("Turno / consultorio:", f"{facts.shift.capitalize()} / {facts.room}" if facts.umf else "-"),
        ("Agregado médico:", facts.agregado or "-"), ("Fecha de consulta:", day(facts.issued))):  # fmt: skip
        page.text(48, y, a, "OSB", 8.5)
        page.text(210, y, b, "OS", 8.5)
        y += 15
    y += 8
    page.text(40, y, "Relación laboral o de aseguramiento", "OSB", 10.5)
    y += 16
    for employer in data.employers:
        page.text(48, y, employer.name, "OSB", 8.5)
        page.text(48, y + 12, f"Registro patronal {data.registro(employer, '-')} | modalidad {employer.modality}",
            "OS", 8)  # fmt: skip
        y += 28
    if not data.employers:
        page.text(48, y, "No se encontraron relaciones activas.", "OS", 8.5)
        y += 16
    if data.kin:
        y += 6
        page.text(40, y, "Beneficiarios", "OSB", 10.5)
        y += 8
        y = page.table(44, y, [180, 130, 82, 70, 70], [["Nombre", "CURP", "Parentesco", "Agregado",
            "Servicio médico"], *([kin.human.full, kin.human.curp, kin.relation, kin.agregado, "Sí" if kin.right
            else "No"] for kin in data.kin)], "OS", 7.5, grid=False, rules=True, stroke=SOFT) + 8  # fmt: skip
    y += 8
    page.box(40, y, 532, 62, fill=hue("#e8f3ec") if data.right else hue("#f7e6e6"), stroke=None)
    page.box(40, y, 4, 62, fill=GREEN if data.right else WINE, stroke=None)
    page.text(54, y + 16, "Resultado de tu consulta", "OSB", 9.5)
    if data.right:
        page.wrapped(54, y + 31, 505, "Tus derechos se encuentran vigentes. Puedes acudir a recibir "
            "atención médica presentando una identificación oficial"
            + (f"; la protección termina el {day(facts.valid_until)}." if facts.valid_until else "."), "OS",
            9)  # fmt: skip
    else:
        page.wrapped(54, y + 31, 505, "Tus derechos no se encuentran vigentes, por lo que por ahora no "
            "puedes recibir atención médica en las unidades del Instituto.", "OS", 9)  # fmt: skip
    y += 82
    page.text(40, y, "Descargar constancia      Nueva consulta      Enviar por correo", "OSB", 8, color=WINE)
    page.wrapped(40, y + 18, 532, "¿Tienes dudas? Marca 800 000 0000 de lunes a viernes de 8:00 a "
        "20:00 horas, o consulta las preguntas frecuentes sobre la vigencia de derechos.", "OS", 7.5,
        color=GREY)  # fmt: skip
    return page, truth(data, "estado", unscored=("estado",))


@layout()
def phone_print(data: Data) -> Drawn:
    """Print of a phone's screen."""
    facts, head = data.facts, data.head
    page = Page((392, 850 + 66 * max(0, len(data.kin) - 2) + 44 * max(0, len(data.employers) - 1)))
    page.box(0, 0, page.width, page.height, hue("#f6f6f6"), None)
    page.box(0, 0, page.width, 78, hue("#13594a"), None)
    page.text(16, 18, data.hour[:5], "ROB", 9, color=white)
    page.text(376, 18, "4G   87 %", "RO", 9, "r", white)
    page.text(16, 54, "‹", "ROB", 20, color=white)
    page.text(40, 52, "Mi vigencia de derechos", "ROB", 14, color=white)
    y = 112.0
    page.text(20, y, "Hola, " + titled(head.given).split()[0], "RO", 13)
    y += 12
    col = hue("#1b7f4d") if data.right else hue("#a3323a")
    page.box(16, y, 360, 74, white, col, 1.5, 8)
    page.text(32, y + 28, "Tienes atención médica" if data.right else "Hoy no tienes atención médica", "ROB", 15,
        color=col)  # fmt: skip
    page.wrapped(32, y + 46, 330, ("Puedes sacar cita y acudir a urgencias hasta el "
        f"{day(facts.valid_until, 'long')}." if facts.valid_until
        else "Puedes sacar cita y acudir a urgencias con tu NSS y una identificación.") if data.right
        else "El IMSS no registra un aseguramiento que te cubra en este momento.", "RO", 9, color=GREY)  # fmt: skip
    y += 96
    page.box(16, y, 360, 150, white, SOFT, 0.8, 8)
    for n, (label, v) in enumerate([("Nombre", titled(head.full)), ("CURP", head.curp), ("NSS",
        data.nss("3")), ("Mi clínica", f"UMF {data.clinic}, turno {facts.shift.lower()}" if facts.umf
        else "Todavía no eliges clínica"), ("Consultado",
        f"{day(facts.issued, 'mon ')}, {data.hour[:5]}")]):  # fmt: skip
        page.text(30, y + 24 + n * 27, label, "RO", 9, color=GREY)
        page.text(362, y + 24 + n * 27, v, "ROB", 10 if len(v) < 34 else 8.5, "r")
    y += 174
    page.text(20, y, "Quién te tiene inscrito" if head.sex != "M" else "Quién te tiene inscrita", "ROB", 11)
    y += 8
    for employer in data.employers:
        page.box(16, y, 360, 38, white, SOFT, 0.8, 8)
        page.text(30, y + 15, employer.name if len(employer.name) < 44 else employer.name[:99], "ROB", 8.5
            if len(employer.name) < 44 else 7.5)  # fmt: skip
        page.text(30, y + 29, f"Registro {employer.registro} · modalidad {employer.modality}", "RO", 8.5,
            color=GREY)  # fmt: skip
        y += 44
    if not data.employers:
        page.box(16, y, 360, 30, white, SOFT, 0.8, 8)
        page.text(30, y + 19, "Nadie por ahora", "RO", 9)
        y += 36
    y += 18
    page.text(20, y, "Mi familia", "ROB", 11)
    y += 8
    for kin in data.kin:
        page.box(16, y, 360, 58, white, SOFT, 0.8, 8)
        page.text(30, y + 17, titled(kin.human.full), "ROB", 9)
        page.text(30, y + 31, f"{kin.relation.capitalize()} · {kin.human.curp}", "RO", 8.5, color=GREY)
        page.text(30, y + 47, "Tiene atención médica" if kin.right else "No tiene atención médica", "ROB", 9,
            color=hue("#1b7f4d") if kin.right else hue("#a3323a"))  # fmt: skip
        y += 66
    if not data.kin:
        page.box(16, y, 360, 30, white, SOFT, 0.8, 8)
        page.text(30, y + 19, "No has registrado familiares", "RO", 9)
        y += 36
    y += 14
    page.box(16, y, 360, 32, hue("#13594a"), None, r=16)
    page.text(196, y + 20, "Descargar constancia de vigencia", "ROB", 10, "c", white)
    page.text(196, y + 52, "¿No tienes atención médica y crees que es un error?  Ayuda", "RO", 8, "c", GREY)
    page.text(196, y + 66, f"Versión 4.{data.folio(1)}.{data.folio(2)} · Dispositivo {data.folio(11)}", "RO", 7,
        "c", GREY)  # fmt: skip
    return page, truth(data, "estado", "agregado", "kin_agregado", *data.unended)


@layout()
def portal_page(data: Data) -> Drawn:
    """A portal's page, printed by the browser."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(24, 22, f"{day(facts.issued)}, {data.hour[:5]}", "RO", 7)
    page.text(306, 22, "IMSS Digital | Consulta de vigencia de derechos", "RO", 7, "c")
    page.box(24, 32, 564, 34, hue("#691c32"), None)
    page.logo(32, 37, 24, white, False)
    page.text(64, 54, "IMSS Digital", "ROB", 13, color=white)
    page.text(580, 53, "Inicio    Trámites    Citas    Cerrar sesión", "RO", 8.5, "r", white)
    page.box(24, 74, 128, 560, hue("#f3f3f3"), None)
    for n, label in enumerate(("Mi perfil", "Vigencia de derechos", "Semanas cotizadas", "Alta en clínica",
        "Cambio de clínica", "Beneficiarios", "Incapacidades", "Asignación de NSS", "Receta resurtible",
        "Ayuda")):  # fmt: skip
        page.text(34, 98 + n * 22, label, "ROB" if n == 1 else "RO", 9, color=hue("#691c32") if n == 1 else black)
    x = 168
    y = 96.0
    page.text(x, y, "Consulta de vigencia de derechos", "ROB", 15)
    y += 22
    for label, v in (("Nombre de la persona", titled(head.full)), ("CURP", head.curp),
        ("Número de seguridad social", data.nss()), ("Clínica", f"UMF {facts.umf}" if facts.umf
        else "No registrada"), ("Estatus", facts.estado.capitalize() or "Sin estatus")):  # fmt: skip
        page.text(x, y, label, "RO", 9, color=GREY)
        page.text(x + 140, y, v, "ROB", 9)
        y += 16
    y += 4
    col = hue("#1b7f4d") if data.right else hue("#b3261e")
    page.box(x, y, 420, 40, hue("#ffffff"), col, 1)
    page.disc(x + 20, y + 20, 8, col)
    page.text(x + 38, y + 17, "Cobertura médica", "RO", 9, color=GREY)
    page.text(x + 38, y + 32, "Activa" if data.right else "Inactiva", "ROB", 12, color=col)
    if facts.valid_until:
        page.text(x + 410, y + 24, f"Activa hasta el {day(facts.valid_until)}", "RO", 9, "r")
    y += 64
    page.text(x, y, "Patrones actuales", "ROB", 11)
    y += 8
    y = page.table(x, y, [250, 110, 60], [("Nombre", "Registro patronal", "Modalidad"), *((employer.name,
        employer.registro, employer.modality) for employer in data.employers)] + ([] if data.employers
        else [("No hay resultados", "", "")]), "RO", 8.5, grid=False, rules=True, stroke=SOFT,
        pad=4) + 22  # fmt: skip
    page.text(x, y, "Mis beneficiarios", "ROB", 11)
    y += 8
    y = page.table(x, y, [150, 126, 74, 70], [("Nombre", "CURP", "Parentesco", "Cobertura médica"),
        *((titled(kin.human.full), kin.human.curp, kin.relation.capitalize(), "Activa" if kin.right
        else "Inactiva") for kin in data.kin)] + ([] if data.kin else [("No hay resultados", "", "", "")]), "RO",
        8.5, grid=False, rules=True, stroke=SOFT, pad=4) + 22  # fmt: skip
    y = max(y, 500)
    page.box(x, y, 110, 22, hue("#691c32"), None, r=3)
    page.text(x + 55, y + 14, "Descargar constancia", "ROB", 8.5, "c", white)
    page.box(x + 120, y, 110, 22, None, hue("#691c32"), r=3)
    page.text(x + 175, y + 14, "Reportar un error", "ROB", 8.5, "c", hue("#691c32"))
    y += 40
    page.wrapped(x, y, 420, "Cuando la cobertura médica es Inactiva no podrás agendar citas. Código de "
        f"consulta {data.folio(11)}. Al descargar la constancia aceptas los términos y condiciones.", "RO", 7.5,
        color=GREY)  # fmt: skip
    page.box(24, 650, 564, 60, hue("#3a3a3a"), None)
    page.text(36, 672, "Instituto Mexicano del Seguro Social", "ROB", 8.5, color=white)
    page.text(36, 686, f"Atención 800 {data.folio(3)} {data.folio(4)} · Denuncias · Transparencia · Aviso de "
        "privacidad", "RO", 7.5, color=white)  # fmt: skip
    page.text(24, 776, f"https://imssdigital.ejemplo.mx/vigencia/consulta?id={data.folio(8)}", "RO", 7)
    page.text(588, 776, "1/1", "RO", 7, "r")
    return page, truth(data, "agregado", "kin_agregado")
