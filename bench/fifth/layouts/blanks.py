"""Printed forms that were filled in: lines, options, stamps."""

from reportlab.lib.colors import white
from reportlab.lib.pagesizes import A4

from bench.fifth.data import Data
from bench.fifth.layout import Drawn, layout
from bench.fifth.page import GREY, Page
from bench.fourth.layout import ALONE
from bench.fourth.page import hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth


@layout()
def clinic_stamp(data: Data) -> Drawn:
    """A clinic's form: values on underlines, a turned stamp tells the right."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(50, 44, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "FB", 12)
    page.text(50, 58, f"Hospital General de Zona con Medicina Familiar No. {data.rng.choice((1, 2, 4))}", "F", 10)
    page.text(50, 71, "Área de Vigencia de Derechos / Archivo Clínico", "F", 10)
    page.text(562, 44, "Forma 4-30-6P", "F", 8, "r")
    page.text(562, 58, f"Folio  {data.folio(6)}", "FB", 11, "r", hue("#aa2222"))
    page.text(306, 104, "CONSTANCIA DE VIGENCIA DE DERECHOS", "FB", 14, "c")
    y = 140.0

    def u(x: float, y: float, w: float, label: str, value: str) -> None:
        e = page.text(x, y, label, "F", 10) + 4
        page.line(e, y + 2, x + w, y + 2, 0.5)
        page.text(e + 4, y, value, "K", 10.5)

    u(50, y, 512, "Nombre del asegurado:", data.surnames_first())
    y += 24
    u(50, y, 240, "Núm. de seguridad social:", data.nss(" "))
    u(300, y, 262, "C.U.R.P.:", head.curp)
    y += 24
    u(50, y, 150, "Agregado médico:", facts.agregado)
    u(210, y, 90, "U.M.F.:", facts.umf)
    u(310, y, 110, "Consultorio:", facts.room)
    u(430, y, 132, "Turno:", facts.shift)
    y += 24
    for employer in data.employers or [None]:
        u(50, y, 512, "Patrón o institución:", employer.name if employer else "")
        y += 22
        u(50, y, 280, "Registro patronal:", data.registro(employer, "-") if employer else "")
        u(340, y, 222, "Modalidad:", employer.modality if employer else "")
        y += 24
    u(50, y, 300, "Situación de afiliación:", facts.estado)
    u(360, y, 202, "Hasta el:", day(facts.valid_until))
    y += 30
    if data.kin:
        page.text(50, y, "Beneficiarios con registro en la unidad (anotar si tienen derecho al servicio):", "FI",
            10)  # fmt: skip
        y += 6
        y = page.table(50, y, [196, 132, 80, 66, 38], [["Nombre", "C.U.R.P.", "Parentesco", "Agregado", "Sí/No"],
            *([data.surnames_first(kin.human), kin.human.curp, kin.relation, kin.agregado, "Sí" if kin.right
            else "No"] for kin in data.kin)], "F", 9) + 26  # fmt: skip
    ink = hue("#1b3f8b")
    page.stamp(420, y + 66, "CON DERECHO" if data.right else "SIN DERECHO", "IMSS · VIGENCIA",
        f"AL SERVICIO MÉDICO   {day(facts.issued, 'MON')}", ink)  # fmt: skip
    page.line(60, y + 90, 250, y + 90)
    page.text(155, y + 103, data.clerk, "F", 9, "c")
    page.text(155, y + 114, f"Auxiliar universal de oficinas · Mat. {data.folio(8)}", "F", 8, "c")
    page.text(50, y + 10, "Se expide a solicitud del interesado para:", "F", 10)
    page.text(50, y + 26, data.pick("TRÁMITE ESCOLAR", "LOS FINES QUE CONVENGAN", "INSCRIPCIÓN"), "K", 10)
    page.wrapped(50, y + 146, 512, "El presente documento pierde validez si presenta tachaduras o "
        "enmendaduras. Original: interesado. Copia: expediente.", "FI", 8)  # fmt: skip
    return page, truth(data)


@layout()
def marked_options(data: Data) -> Drawn:
    """Options with a cross beside one of them, ordinary numbered sections."""
    facts, head = data.facts, data.head
    page = Page(A4)

    def c(v: bool | None) -> str:
        return "(X)" if v else "(  )"

    page.box(40, 36, 515, 46, width=1)
    page.line(120, 36, 120, 82)
    page.line(440, 36, 440, 82)
    page.text(80, 64, "IMSS", "CB", 16, "c")
    page.text(280, 55, "CONSTANCIA DE VIGENCIA DE DERECHOS", "CB", 11, "c")
    page.text(280, 70, "Prestaciones médicas · uso en trámites externos", "C", 8, "c")
    page.text(497, 52, "Clave", "C", 7, "c")
    page.text(497, 66, "9220-009-118", "CB", 8, "c")
    y = 104.0

    def sec(t: str) -> None:
        nonlocal y
        page.box(40, y, 515, 14, fill=hue("#222222"), stroke=None)
        page.text(46, y + 10, t, "CB", 8, color=white)
        y += 28

    def ln(*parts: tuple[float, str, str], step: float = 16) -> None:
        nonlocal y
        for x, a, b in parts:
            page.text(page.text(x, y, a + " ", "C", 8.5), y, b, "CB", 9)
        y += step

    sec("I. IDENTIFICACIÓN")
    ln((46, "1. Apellido paterno:", head.first), (310, "2. Apellido materno:", head.second))
    ln((46, "3. Nombre(s):", head.given))
    ln((46, "4. NSS:", data.nss("10-1")), (220, "5. CURP:", head.curp), (398, "6. Nacimiento:", day(head.born)))
    y += 2
    page.text(46, y, "7. Sexo:", "C", 8.5)
    page.text(96, y, f"Hombre {c(head.sex == 'H')}   Mujer {c(head.sex == 'M')}   Otro {c(head.sex == 'X')}", "C",
        8.5)  # fmt: skip
    y += 18
    sec("II. ADSCRIPCIÓN")
    ln((46, "8. UMF:", facts.umf or "sin dato"), (160, "9. Consultorio:", facts.room or "sin dato"), (310,
        "10. Agregado:", facts.agregado or "sin dato"))  # fmt: skip
    page.text(46, y, f"11. Turno:   Matutino {c(facts.shift == 'MATUTINO')}   Vespertino "
        f"{c(facts.shift == 'VESPERTINO')}   Nocturno {c(facts.shift == 'NOCTURNO')}", "C", 8.5)  # fmt: skip
    y += 18
    sec("III. ASEGURAMIENTO")
    for i, employer in enumerate(data.employers, 12):
        ln((46, f"{i}. Registro patronal:", employer.registro), (240, "Mod.:", employer.modality))
        ln((60, "Nombre:", employer.name))
    if not data.employers:
        ln((46, "12. Registro patronal:", "ninguno activo"))
    page.text(46, y, "15. Régimen:   Obligatorio "
        f"{c(any(employer.modality in ('10', '13', '17', '38', '42') for employer in data.employers))}   "
        f"Voluntario {c(any(employer.modality == '33' for employer in data.employers))}   Facultativo "
        f"{c(any(employer.modality == '32' for employer in data.employers))}", "C", 8.5)  # fmt: skip
    y += 20
    sec("IV. DERECHO AL SERVICIO MÉDICO A LA FECHA DE EXPEDICIÓN")
    page.text(46, y, "16. ¿Tiene derecho al servicio médico?", "CB", 9)
    page.text(300, y, f"SÍ {c(data.right)}", "CB", 11)
    page.text(380, y, f"NO {c(not data.right)}", "CB", 11)
    y += 18
    ln((46, "17. Vigente hasta:", day(facts.valid_until) or "no aplica"), (300, "18. Fecha de expedición:",
        day(facts.issued)))  # fmt: skip
    if data.kin:
        y += 4
        sec("V. BENEFICIARIOS")
        y = page.table(40, y - 14, [172, 122, 74, 66, 40, 41], [["Nombre", "CURP", "Parentesco", "Agregado", "SÍ",
            "NO"], *([kin.human.full, kin.human.curp, kin.relation, kin.agregado, "X" if kin.right else "", ""
            if kin.right else "X"] for kin in data.kin)], "C", 8) + 14  # fmt: skip
    y += 40
    page.line(60, y, 250, y)
    page.line(345, y, 535, y)
    page.text(155, y + 11, data.clerk, "C", 8, "c")
    page.text(155, y + 21, "Elaboró", "C", 7, "c")
    page.text(440, y + 11, data.boss, "C", 8, "c")
    page.text(440, y + 21, "Autorizó: Jefa(e) de Prestaciones Médicas", "C", 7, "c")
    page.wrapped(40, 800, 515, "Marque con una X. Llene a máquina o con letra de molde. No válido sin sello "
        "de la unidad. Teléfono para aclaraciones " + data.phone(), "C", 7)  # fmt: skip
    return page, truth(data, "estado")


@layout()
def label_below(data: Data) -> Drawn:
    """Value over a line, its label in small letters under the line."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(306, 44, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "G", 12, "c")
    page.text(306, 60, "SEGURIDAD Y SOLIDARIDAD SOCIAL", "G", 7, "c")
    page.text(306, 88, "CONSTANCIA DE VIGENCIA DE DERECHOS", "GB", 13, "c")
    page.text(562, 108, f"{titled(data.office)}, Chis., {day(facts.issued, 'long')}", "G", 9, "r")
    y = 142.0

    def row(*cells: tuple[float, str, str]) -> None:
        nonlocal y
        x = 50.0
        for w, b, a in cells:
            page.line(x, y + 3, x + w - 12, y + 3, 0.5)
            page.text(x + (w - 12) / 2, y, b, "GB", 9.5, "c")
            page.text(x + (w - 12) / 2, y + 12, a, "G", 6.5, "c")
            x += w
        y += 34

    row((180, head.first, "APELLIDO PATERNO"), (180, head.second, "APELLIDO MATERNO"), (164, head.given,
        "NOMBRE(S)"))  # fmt: skip
    row((150, data.nss("-"), "NÚMERO DE SEGURIDAD SOCIAL"), (180, head.curp, "CURP"), (97, day(head.born),
        "NACIMIENTO"), (97, facts.agregado, "AGREGADO MÉDICO"))  # fmt: skip
    row((80, facts.umf, "UMF"), (90, facts.room, "CONSULTORIO"), (110, facts.shift, "TURNO"), (244, facts.estado,
        "ESTADO DE AFILIACIÓN"))  # fmt: skip
    for employer in data.employers or [None]:
        row((140, data.registro(employer, "10-1") if employer else "", "REGISTRO PATRONAL"), (84,
            employer.modality if employer else "", "MODALIDAD"), (300, employer.name if employer else "",
            "PATRÓN O SUJETO OBLIGADO"))  # fmt: skip
    row((262, "SI" if data.right else "NO", "CON DERECHO AL SERVICIO MÉDICO"), (262, day(facts.valid_until),
        "VIGENTE HASTA"))  # fmt: skip
    if data.kin:
        page.text(50, y, "DERECHOHABIENTES BENEFICIARIOS", "GB", 9)
        y += 26
        for kin in data.kin:
            row((300, data.surnames_first(kin.human), "NOMBRE"), (224, kin.human.curp, "CURP"))
            y -= 6
            row((180, kin.relation, "PARENTESCO"), (180, kin.agregado, "AGREGADO MÉDICO"), (164, "SI" if kin.right
                else "NO", "CON DERECHO AL SERVICIO MÉDICO"))  # fmt: skip
    y += 30
    page.line(196, y, 416, y)
    page.text(306, y + 12, data.boss, "G", 9, "c")
    page.text(306, y + 23, "NOMBRE, CARGO Y FIRMA DEL SERVIDOR PÚBLICO", "G", 6.5, "c")
    page.text(50, 764, f"Clave de control {data.folio(10)}    Tel. {data.phone()}", "G", 7)
    return page, truth(data)


@layout(ALONE)
def two_copies(data: Data) -> Drawn:
    """The same coupon twice on a page: for the person and for the file."""
    facts, head = data.facts, data.head
    page = Page()
    fol = data.folio(9)

    def half(o: float, whose: str) -> None:
        page.box(40, o, 532, 336, width=1.2)
        page.box(40, o, 532, 30, fill=hue("#cfd8d3"), width=1.2)
        page.text(50, o + 20, "IMSS  ·  VIGENCIA DE DERECHOS", "CB", 12)
        page.text(562, o + 20, f"No. {fol}", "CB", 11, "r")
        y = o + 52
        for a, b in (("Derechohabiente", data.surnames_first(sep=" ")), ("NSS", data.nss(" ")), ("CURP",
            head.curp), ("Adscripción", f"UMF {facts.umf}  ·  Consultorio {facts.room}  ·  Turno {facts.shift}"
            if facts.umf else "No registrada"), ("Agregado médico", facts.agregado or "No registrado"), ("Estado",
            facts.estado or "No registrado"), ("Fecha de expedición", day(facts.issued, ".")), ("Derecho hasta",
            day(facts.valid_until, ".") or "No especificado")):  # fmt: skip
            page.text(52, y, a, "C", 8.5)
            page.text(152, y, b, "CB", 9)
            y += 16
        page.text(52, y, "Patrón", "C", 8.5)
        for employer in data.employers:
            page.text(152, y, f"{employer.registro}  /  {employer.modality}  /  {employer.name}", "CB", 7.5)
            y += 12
        if not data.employers:
            page.text(152, y, "No registrado", "CB", 9)
            y += 12
        y += 8
        page.box(52, y, 300, 26, width=1)
        page.text(60, y + 17, "Tiene derecho al servicio médico:", "C", 9.5)
        page.text(330, y + 18, "SI" if data.right else "NO", "CB", 13, "r")
        page.line(390, o + 270, 556, o + 270)
        page.text(473, o + 281, data.clerk, "C", 7, "c")
        page.text(473, o + 291, "Ventanilla de vigencia", "C", 7, "c")
        page.text(52, o + 318, whose, "CI", 8)
        page.text(562, o + 318, "Cualquier alteración invalida este documento", "CI", 7, "r")

    half(36, "Ejemplar para el derechohabiente")
    page.line(20, 392, 592, 392, 0.6, GREY, (4, 3))
    page.text(306, 389, "recorte aquí", "CI", 6.5, "c", GREY)
    half(412, "Ejemplar para el expediente clínico")
    return page, truth(data, kin=False, unscored=() if facts.estado else ("estado",))


@layout()
def numbered_blanks(data: Data) -> Drawn:
    """Numbered blanks that were filled in, and a cross at one of two sentences."""
    facts, head = data.facts, data.head
    page = Page()
    page.text(40, 44, "IMSS", "RB", 22)
    page.text(572, 38, "Constancia de vigencia de derechos", "RB", 13, "r")
    page.text(572, 53, f"Formato AFV-{data.folio(2)}   No. de control {data.folio(11)}", "R", 9, "r")
    page.line(40, 62, 572, 62, 1.2)
    y = 84.0
    page.text(40, y, "1. Asegurado(a):", "RB", 10.5)
    page.text(140, y, head.full, "R", 10.5)
    page.line(138, y + 3, 572, y + 3, 0.4)
    y += 20
    page.text(40, y, "2. NSS:", "RB", 10.5)
    page.text(90, y, data.nss(), "R", 10.5)
    page.line(88, y + 3, 210, y + 3, 0.4)
    page.text(230, y, "3. CURP:", "RB", 10.5)
    page.text(285, y, head.curp, "R", 10.5)
    page.line(283, y + 3, 430, y + 3, 0.4)
    page.text(445, y, "4. UMF:", "RB", 10.5)
    page.text(495, y, data.clinic, "R", 10.5)
    page.line(493, y + 3, 572, y + 3, 0.4)
    y += 20
    page.text(40, y, "5. Agregado:", "RB", 10.5)
    page.text(110, y, facts.agregado, "R", 10.5)
    page.line(108, y + 3, 210, y + 3, 0.4)
    page.text(230, y, "6. Fecha:", "RB", 10.5)
    page.text(285, y, day(facts.issued, "long"), "R", 10.5)
    page.line(283, y + 3, 430, y + 3, 0.4)
    y += 26

    def x(b: bool | None) -> str:
        return "( X )" if b else "(    )"

    page.text(40, y, "7. Marque con una X la situación de la persona asegurada a la fecha de este formato:", "RB",
        10.5)  # fmt: skip
    y += 18
    page.text(70, y, x(data.right), "R", 11)
    page.text(104, y, "Tiene derecho a recibir servicios médicos", "R", 10.5)
    y += 16
    page.text(70, y, x(not data.right), "R", 11)
    page.text(104, y, "No tiene derecho a recibir servicios médicos", "R", 10.5)
    y += 24
    page.text(40, y, "8. El derecho termina el:", "RB", 10.5)
    page.text(170, y, day(facts.valid_until) or ("sin fecha determinada" if data.right else "no aplica"), "R",
        10.5)  # fmt: skip
    y += 24
    page.text(40, y, "9. Patrones que lo(a) mantienen inscrito(a):", "RB", 10.5)
    y += 6
    y = page.table(56, y, [116, 400], [("Registro patronal", "Nombre o razón social"), *((employer.registro,
        employer.name) for employer in data.employers)] + ([] if data.employers else [("ninguno", "ninguno")]),
        "R", 10) + 20  # fmt: skip
    page.text(40, y, "10. Beneficiarios:", "RB", 10.5)
    y += 6
    if data.kin:
        y = page.table(56, y, [166, 126, 78, 73, 73], [("Nombre", "CURP", "Parentesco", "Tiene derecho",
            "No tiene derecho"), *((kin.human.full, kin.human.curp, kin.relation, "X" if kin.right else "", ""
            if kin.right else "X") for kin in data.kin)], "R", 9) + 20  # fmt: skip
    else:
        page.text(56, y + 12, "no registra", "R", 10)
        y += 34
    page.text(40, y, "11. Expide:", "RB", 10.5)
    page.text(104, y, f"{titled(data.clerk)}, ventanilla {data.folio(1)}, Subdelegación {titled(data.office)}",
        "R", 10.5)  # fmt: skip
    y += 30
    page.paragraph(40, max(y, 650), 532, "<b>Instrucciones.</b> Llenar en original y copia. En el punto 7 "
        "se marcará solo una opción. Cuando se marque que no tiene derecho, se orientará a la persona para "
        "que acuda con su patrón o escuela. En el punto 10 se anotará cada beneficiario que obre en el "
        f"sistema. Informes: {data.phone()}.", "R", 8.5)  # fmt: skip
    return page, truth(data, "estado", "kin_agregado")
