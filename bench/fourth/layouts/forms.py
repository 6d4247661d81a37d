"""Printed forms that were filled in: captions below, within frames, boxes for letters, boxes to tick."""

from bench.fourth.data import Data
from bench.fourth.faces import width_of
from bench.fourth.layout import Drawn, layout
from bench.fourth.page import Page, hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth


@layout()
def below_lines(data: Data) -> Drawn:
    """A filled-in form: values on a rule, captions under it."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(54, 50, "IMSS", "EB", 22)
    page.text(558, 44, "CONSTANCIA DE VIGENCIA DE DERECHOS", "EB", 11, "r")
    page.text(558, 57, "Prestaciones Médicas · Control de Vigencia", "E", 8, "r")

    def fill(x: float, y: float, w: float, val: str, cap: str) -> None:
        page.text(x + w / 2, y, val, "M", 9.5, "c")
        page.line(x, y + 4, x + w, y + 4)
        page.text(x + w / 2, y + 12, cap, "S", 6.2, "c")

    fill(54, 95, 160, head.first, "APELLIDO PATERNO")
    fill(226, 95, 160, head.second, "APELLIDO MATERNO")
    fill(398, 95, 160, head.given, "NOMBRE(S)")
    fill(54, 130, 160, data.nss("2"), "NÚM. DE AFILIACIÓN")
    fill(226, 130, 160, head.curp, "C.U.R.P.")
    fill(398, 130, 160, data.born(), "DÍA / MES / AÑO DE NACIMIENTO")
    fill(54, 165, 90, facts.umf, "UNIDAD MÉDICA")
    fill(156, 165, 90, facts.room, "CONSULTORIO")
    fill(258, 165, 120, facts.shift, "TURNO")
    fill(390, 165, 168, facts.agregado, "AGREGADO")
    fill(54, 200, 240, facts.estado, "SITUACIÓN DEL ASEGURADO")
    fill(306, 200, 120, "SÍ" if data.right else "NO", "DERECHO A SERVICIO MÉDICO")
    fill(438, 200, 120, day(facts.valid_until), "VIGENTE HASTA")
    y = 240.0
    page.text(54, y, "Patrón o sujeto obligado", "EB", 8)
    y += 18
    for employer in data.employers or [None]:
        fill(54, y, 130, data.registro(employer) if employer else "", "REGISTRO PATRONAL")
        fill(196, y, 362, employer.name if employer else "", "NOMBRE, DENOMINACIÓN O RAZÓN SOCIAL")
        y += 32
    if data.kin:
        page.text(54, y, "Beneficiarios registrados", "EB", 8)
        y += 18
        for kin in data.kin:
            fill(54, y, 190, kin.human.full, "NOMBRE COMPLETO")
            fill(252, y, 130, kin.human.curp, "C.U.R.P.")
            fill(390, y, 70, kin.relation, "PARENTESCO")
            fill(466, y, 56, kin.agregado, "AGREGADO")
            fill(528, y, 30, "SÍ" if kin.right else "NO", "DERECHO")
            y += 32
    y += 30
    fill(54, y, 160, day(facts.issued), "FECHA DE ELABORACIÓN")
    fill(270, y, 288, data.somebody(), "NOMBRE Y FIRMA DE QUIEN EXPIDE")
    fill(54, y + 40, 160, data.folio(), "FOLIO DE CONTROL")
    return page, truth(data)


@layout()
def corner_frames(data: Data) -> Drawn:
    """Frames with a small caption in the corner."""
    facts, head = data.facts, data.head
    page = Page()
    k = hue("#555555")
    page.box(40, 36, 532, 46, fill=hue("#E9EFEA"))
    page.text(306, 56, "VIGENCIA DE DERECHOS DEL ASEGURADO", "SB", 14, "c")
    page.text(306, 72, "Documento informativo sin costo", "S", 8, "c")

    def frame(x: float, y: float, w: float, cap: str, val: str, hh: float = 34, size: float = 10) -> None:
        page.box(x, y, w, hh, stroke=k)
        page.text(x + 3, y + 8, cap, "N", 6.5, color=k)
        if val:
            page.wrapped(x + 8, y + 23, w - 12, val, "SB", size, 11)

    frame(40, 92, 180, "Seguro social núm.", data.nss("-"))
    frame(220, 92, 200, "Clave CURP", head.curp)
    frame(420, 92, 152, "Impreso el", day(facts.issued, "MON"))
    frame(40, 126, 380, "Nombre del asegurado (apellidos, nombre)", data.surnames_first(sep=", "))
    frame(420, 126, 152, "Sexo", data.sex)
    frame(40, 160, 130, "Nacimiento", data.born("MON"))
    frame(170, 160, 250, "Entidad de nacimiento", data.state)
    frame(420, 160, 152, "Delegación", "CHIAPAS" if facts.umf else "")
    frame(40, 194, 90, "U.M.F.", data.clinic)
    frame(130, 194, 90, "Cons.", facts.room)
    frame(220, 194, 100, "Turno", facts.shift)
    frame(320, 194, 100, "Agregado", facts.agregado)
    frame(420, 194, 152, "Estatus", facts.estado, size=8.5)
    frame(40, 228, 266, "¿Se le otorga servicio médico?", "SI" if data.right else "NO", 40, 16)
    frame(306, 228, 266, "Se extingue el", day(facts.valid_until, "MON"), 40, 12)
    y = 276.0
    for n, employer in enumerate(data.employers or [None], 1):
        frame(40, y, 130, f"Reg. patronal ({n})", data.registro(employer, "10-1") if employer else "")
        frame(170, y, 402, f"Patrón ({n})", employer.name if employer else "NINGUNO")
        y += 34
    y += 8
    if data.kin:
        page.text(40, y + 10, "FAMILIARES CUBIERTOS POR EL ASEGURADO", "SB", 8)
        y += 16
        for kin in data.kin:
            frame(40, y, 210, "Familiar", data.surnames_first(kin.human, ", "), size=8)
            frame(250, y, 130, "Clave CURP", kin.human.curp, size=8.5)
            frame(380, y, 72, "Vínculo", kin.relation, size=8)
            frame(452, y, 70, "Agregado", kin.agregado, size=8)
            frame(522, y, 50, "¿Servicio?", "SI" if kin.right else "NO")
            y += 34
    page.wrapped(40, y + 20, 532, "Cadena: ||" + data.folio(11) + "|" + data.seal(90) + "||", "M", 6)
    page.text(40, y + 45, f"Autorizó: Dra. {titled(data.somebody())}, céd. prof. {data.folio(7)}", "N", 7)
    return page, truth(data)


@layout()
def letter_boxes(data: Data) -> Drawn:
    """A box for each letter of numbers and names."""
    facts, head = data.facts, data.head
    page = Page()
    x = 46
    page.text(x, 50, "SOLICITUD Y CONSTANCIA DE VIGENCIA", "CB", 14)
    page.text(566, 50, "AFIL-" + data.folio(2), "CB", 12, "r")
    page.text(x, 64, "Para uso exclusivo del Instituto. Llénese a máquina.", "CI", 8)

    def boxes(y: float, cap: str, val: str, n: int, bw: float = 15.5) -> None:
        page.text(x, y, cap, "CB", 7.5)
        for k in range(n):
            page.box(x + k * bw, y + 4, bw, 18)
            if k < len(val):
                page.text(x + k * bw + bw / 2, y + 17, val[k], "M", 11, "c")

    boxes(84, "NÚMERO DE SEGURIDAD SOCIAL", data.nss(), 11)
    boxes(120, "CLAVE ÚNICA DE REGISTRO DE POBLACIÓN", head.curp, 18)
    boxes(156, "APELLIDO PATERNO", head.first, 26)
    boxes(192, "APELLIDO MATERNO", head.second, 26)
    boxes(228, "NOMBRE(S)", head.given, 26)
    page.text(400, 84, "FECHA DE EXPEDICIÓN", "CB", 7.5)
    for k, ch in enumerate(day(facts.issued).replace("/", "")):
        page.box(400 + k * 15 + (k > 1) * 6 + (k > 3) * 6, 88, 15, 18)
        page.text(407.5 + k * 15 + (k > 1) * 6 + (k > 3) * 6, 101, ch, "M", 11, "c")
    y = 278.0
    page.text(x, y, "ESTADO DEL ASEGURADO:", "CB", 8)
    page.text(x + 130, y, facts.estado, "M", 10)
    page.text(360, y, "CON DERECHO AL SERVICIO MÉDICO:", "CB", 8)
    page.text(530, y, "SI" if data.right else "NO", "MB", 13)
    y += 22
    page.text(x, y, "U.M.F.:", "CB", 8)
    page.text(x + 40, y, facts.umf, "M", 10)
    page.text(x + 110, y, "AGREGADO:", "CB", 8)
    page.text(x + 170, y, facts.agregado, "M", 10)
    page.text(360, y, "VIGENTE HASTA:", "CB", 8)
    page.text(440, y, day(facts.valid_until), "M", 10)
    y += 24
    for employer in data.employers:
        boxes(y, "REGISTRO PATRONAL", data.registro(employer), 11)
        page.text(x + 190, y, "PATRÓN", "CB", 7.5)
        page.wrapped(x + 190, y + 16, 330, employer.name, "M", 9.5)
        y += 36
    y += 8
    for kin in data.kin:
        page.text(x, y, "BENEFICIARIO:", "CB", 7.5)
        page.text(x + 62, y, kin.human.full, "M", 9)
        page.text(330, y, "PARENTESCO:", "CB", 7.5)
        page.text(390, y, kin.relation, "M", 9)
        page.text(480, y, "CON DERECHO:", "CB", 7.5)
        page.text(545, y, "SI" if kin.right else "NO", "MB", 10)
        boxes(y + 10, "", kin.human.curp, 18)
        y += 42
    page.line(380, y + 50, 560, y + 50)
    page.text(470, y + 60, "Sello y firma del responsable", "C", 7.5, "c")
    page.text(x, y + 60, f"Folio {data.folio()}", "C", 8)
    return page, truth(data, "kin_agregado")


@layout()
def tick_boxes(data: Data) -> Drawn:
    """Boxes to tick; among them one for SÍ and one for NO."""
    facts, head = data.facts, data.head
    page = Page()
    x = 50
    page.box(40, 34, 532, 700, width=1.2)
    page.text(306, 58, "HOJA DE VERIFICACIÓN DE VIGENCIA DE DERECHOS", "DB", 12, "c")
    page.line(40, 70, 572, 70)
    page.text(x, 90, "Paciente:", "D", 9)
    page.text(x + 60, 90, head.full, "DB", 9.5)
    page.text(x, 108, "Afiliación:", "D", 9)
    page.text(x + 60, 108, data.nss("-"), "DB", 9.5)
    page.text(300, 108, "CURP:", "D", 9)
    page.text(340, 108, head.curp, "DB", 9.5)
    page.text(x, 126, "Agregado:", "D", 9)
    page.text(x + 60, 126, facts.agregado, "DB", 9.5)
    page.text(300, 126, "Unidad:", "D", 9)
    page.text(345, 126, f"U.M.F. No. {data.clinic}" if facts.umf else "", "DB", 9.5)

    def option(y: float, label: str, opts: tuple[str, ...], chosen: str) -> None:
        page.text(x, y, label, "D", 9)
        cx = 270.0
        for o in opts:
            page.box(cx, y - 9, 10, 10)
            if o == chosen:
                page.text(cx + 5, y - 0.6, "X", "DB", 9, "c")
            page.text(cx + 14, y, o, "D", 8.5)
            cx += 24 + width_of(o, "D", 8.5) + 14

    page.line(40, 136, 572, 136)
    option(156, "Cuenta con derecho al servicio médico:", ("SÍ", "NO"), "SÍ" if data.right else "NO")
    option(176, "Sexo:", ("HOMBRE", "MUJER", "NO BINARIO"), data.sex)
    option(196, "Turno:", ("MATUTINO", "VESPERTINO", "NOCTURNO"), facts.shift)
    option(216, "Presentó identificación:", ("SÍ", "NO"), data.rng.choice(("SÍ", "NO")))
    page.text(x, 240, "Vigente hasta:", "D", 9)
    page.text(140, 240, day(facts.valid_until, "-") or "- - - - -", "DB", 9.5)
    page.text(300, 240, "Verificado el:", "D", 9)
    page.text(380, 240, day(facts.issued, "-"), "DB", 9.5)
    page.line(40, 250, 572, 250)
    y = 266.0
    page.text(x, y, "Registro patronal y nombre del patrón que aparece en el sistema:", "D", 9)
    y += 16
    for employer in data.employers:
        y = page.wrapped(x + 10, y, 500, f"{data.registro(employer)}   {employer.name}", "DB", 9, 12) + 2
    if not data.employers:
        page.text(x + 10, y, "No aparece ninguno", "D", 9)
        y += 14
    page.line(40, y, 572, y)
    y += 16
    for n, kin in enumerate(data.kin, 1):
        page.text(x, y, f"Dependiente {n}: {kin.human.full} ({kin.relation})", "D", 8.5)
        page.text(x, y + 13, f"CURP: {kin.human.curp}", "D", 8.5)
        option(y + 13, "", ("SÍ", "NO"), "SÍ" if kin.right else "NO")
        page.text(350, y + 13, "Cuenta con derecho", "D", 8.5)
        y += 32
    page.text(x, 700, f"Verificó: Enf. {titled(data.somebody())}, matrícula {data.folio(8)}", "D", 8)
    page.text(x, 715, f"Módulo ARIMAC · ext. {data.folio(5)} · control {data.folio(11)}", "D", 8)
    return page, truth(data, "estado", "kin_agregado")
