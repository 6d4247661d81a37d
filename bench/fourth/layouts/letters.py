"""Running text: an office's letter, a notary's clauses, a carta, a mail."""

from reportlab.lib.pagesizes import A4, LETTER

from bench.fourth.data import Data
from bench.fourth.layout import FAMILY, Drawn, layout
from bench.fourth.page import Page, hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth
from bench.third.people import bare


@layout()
def oficio(data: Data) -> Drawn:
    """A letter of the office: the verdict in a sentence, the family in another."""
    facts, head = data.facts, data.head
    page = Page()
    x, w = 72, 468
    page.text(x, 60, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "RB", 12)
    page.text(x, 74, "Órgano de Operación Administrativa Desconcentrada Estatal Chiapas", "R", 9)
    page.text(540, 96, f"Oficio núm. {data.folio(11)}", "R", 9, "r")
    page.text(540, 110, "Asunto: se informa vigencia de derechos", "RI", 9, "r")
    page.text(540, 124, "Tuxtla Gutiérrez, Chis., a " + day(facts.issued, "long"), "R", 9, "r")
    page.text(x, 160, "A quien corresponda:", "RB", 11)
    y = 175.0

    def say(html: str) -> None:
        nonlocal y
        y = page.paragraph(x, y, w, html, "R", 11, 17, "j", 24) + 8

    if data.right:
        how = f", con el carácter de <b>{facts.estado.lower()}</b>" if facts.estado else ""
        s = f"sí cuenta con derecho a recibir los servicios médicos que presta este Instituto{how}"
    else:
        s = "no cuenta con derecho a recibir los servicios médicos que presta este Instituto" + (
            f", por encontrarse en situación de <b>{facts.estado.lower()}</b>"
            if facts.estado
            else ", al no existir antecedente de aseguramiento"
        )
    say(
        "En atención a la solicitud presentada por el interesado, me permito hacer de su conocimiento que,"
        f" consultados los sistemas institucionales, {'el' if head.sex != 'M' else 'la'} C."
        f" <b>{titled(head.full)}</b>, quien tiene asignado el número de seguridad social <b>{data.nss()}</b> y la"
        f" CURP <b>{head.curp}</b>, a la fecha del presente {s}."
    )
    if facts.umf:
        say(
            f"La atención se le otorga en la Unidad de Medicina Familiar No. {data.clinic}, consultorio"
            f" {facts.room}, turno {facts.shift.lower()}; su agregado médico es {facts.agregado}."
        )
    if data.employers:
        e = "; ".join(
            f"{employer.name} (registro patronal {data.registro(employer)})" for employer in data.employers
        )
        say(f"Lo anterior en virtud del aseguramiento que al día de hoy mantiene con {e}.")
    if facts.past:
        say(
            f"El último patrón que reportó a la persona fue {facts.past.name} (registro patronal"
            f" {data.registro(facts.past)}), con fecha de baja {day(facts.moved, 'long')}."
        )
    if facts.valid_until:
        say(
            "Salvo modificación posterior, la presente información conserva su validez hasta el"
            f" {day(facts.valid_until, 'long')}."
        )
    if data.kin:
        ks = "; ".join(
            f"{titled(kin.human.full)} ({kin.relation.lower()}), CURP {kin.human.curp}, quien"
            f" {'sí' if kin.right else 'no'} tiene derecho"
            for kin in data.kin
        )
        say(f"Asimismo, figuran como sus beneficiarios: {ks}.")
    y = (
        page.paragraph(
            x,
            y + 6,
            w,
            "Se extiende la presente para los fines que al interesado convengan.",
            "R",
            11,
            17,
            "j",
            24,
        )
        + 40
    )
    page.text(306, y, "Atentamente", "R", 11, "c")
    page.line(200, y + 50, 412, y + 50)
    page.text(306, y + 63, "Lic. " + titled(data.somebody()), "R", 10, "c")
    page.text(306, y + 76, "Jefatura de Afiliación y Vigencia", "R", 9, "c")
    page.text(
        72,
        750,
        f"Blvd. Belisario Domínguez 1450, Tuxtla Gutiérrez · Tel. {data.phone()} ext."
        f" 41{data.rng.randint(100, 999)} · www.imss.gob.mx",
        "R",
        8,
    )
    return page, truth(data, "kin_agregado", *(() if facts.umf else ("agregado",)))


@layout()
def notarial(data: Data) -> Drawn:
    """Numbered clauses within a double frame; the day of issue in words."""
    facts, head = data.facts, data.head
    page = Page((612, 936))
    x, w = 80, 452
    page.box(40, 40, 532, 856, width=2)
    page.box(45, 45, 522, 846, width=0.5)
    page.text(306, 90, "CERTIFICACIÓN DE VIGENCIA DE DERECHOS", "FB", 16, "c")
    page.text(
        306,
        108,
        f"Libro {data.rng.randint(2, 40)}, foja {data.rng.randint(10, 300)}, asiento {data.folio(11)}",
        "FI",
        10,
        "c",
    )
    o = data.somebody()
    y = (
        page.paragraph(
            x,
            125,
            w,
            f"El suscrito, {titled(o)}, Jefe de la Oficina de Derechos de la Subdelegación Tuxtla Gutiérrez del"
            " Instituto Mexicano del Seguro Social, con fundamento en los artículos 5 A y 251 de la Ley del"
            " Seguro Social, <b>C E R T I F I C A:</b>",
            "F",
            12,
            18,
            "j",
        )
        + 12
    )
    n = iter(("PRIMERO", "SEGUNDO", "TERCERO", "CUARTO", "QUINTO", "SEXTO"))

    def clause(s: str) -> None:
        nonlocal y
        y = page.paragraph(x, y, w, f"<b>{next(n)}.-</b> {s}", "F", 12, 18, "j") + 10

    clause(
        f"Que en los registros a su cargo aparece inscrita la persona de nombre <b>{head.full}</b>, nacida el"
        f" {data.born('long')} en {data.state}, a quien corresponde la Clave Única de Registro de Población"
        f" {head.curp} y el Número de Seguridad Social {data.nss('-')}."
    )
    if data.right:
        clause(
            "Que dicha persona <b>TIENE DERECHO</b> a las prestaciones médicas en especie"
            + (f", siendo su situación la de {facts.estado}." if facts.estado else ".")
        )
    else:
        clause(
            "Que dicha persona <b>NO TIENE DERECHO</b> a las prestaciones médicas en especie"
            + (
                f", siendo su situación la de {facts.estado}."
                if facts.estado
                else ", por no haber sido inscrita por patrón o institución alguna."
            )
        )
    if data.employers:
        clause(
            "Que los sujetos obligados que cubren su aseguramiento son: "
            + ", y ".join(
                f"{employer.name}, identificado con el registro patronal {data.registro(employer, '-')}"
                for employer in data.employers
            )
            + "."
        )
    if facts.umf:
        clause(f"Que se encuentra adscrita a la U.M.F. número {data.clinic}, turno {facts.shift.lower()}.")
    if data.kin:
        ks = ", ".join(
            f"{kin.human.full}, con CURP {kin.human.curp}, en su calidad de {kin.relation.lower()},"
            f" {'con derecho vigente' if kin.right else 'sin derecho vigente'}"
            for kin in data.kin
        )
        clause(f"Que como familiares de la persona asegurada obran registrados: {ks}.")
    y = page.paragraph(
        x,
        y,
        w,
        "Y para los usos legales a que haya lugar, se expide la presente en la ciudad de Tuxtla Gutiérrez,"
        f" Chiapas, a los {day(facts.issued, 'words')}."
        + (f" Surte efectos hasta el {day(facts.valid_until, 'long')}." if facts.valid_until else ""),
        "F",
        12,
        18,
        "j",
    )
    page.text(306, y + 60, "DOY FE.", "FB", 12, "c")
    page.text(306, y + 100, o, "F", 11, "c")
    return page, truth(data, "agregado", "kin_agregado")


@layout(FAMILY)
def kin_sentences(data: Data) -> Drawn:
    """A letter about the family, a sentence for each of them."""
    facts, head = data.facts, data.head
    page = Page(A4)
    x, w = 75, 445
    page.text(x, 64, "Tuxtla Gutiérrez, Chiapas, " + day(facts.issued, "long2"), "F", 11)
    page.text(x, 96, "Constancia de vigencia para familiares de asegurados", "FB", 14)
    y = 110.0

    def say(html: str, gap: float) -> None:
        nonlocal y
        y = page.paragraph(x, y, w, html, "F", 12, 19) + gap

    who = "El trabajador" if head.sex == "H" else "La trabajadora" if head.sex == "M" else "La persona trabajadora"
    say(
        f"{who} {titled(head.full)} (NSS {data.nss('-')}, CURP {head.curp}) "
        + ("se encuentra al corriente en sus derechos" if data.right else "causó baja y dejó de tener derechos")
        + (
            " por su relación con "
            + " y con ".join(
                f"{employer.name}, registro patronal {data.registro(employer)}" for employer in data.employers
            )
            if data.employers
            else ""
        )
        + (f", y recibe atención en la UMF {data.clinic}." if facts.umf else "."),
        8,
    )
    for kin in data.kin:
        g = kin.human
        say(
            f"Su {kin.relation.lower()}, de nombre {titled(g.full)} y CURP {g.curp}, "
            + ("puede recibir el servicio médico" if kin.right else "ya no puede recibir el servicio médico")
            + f"; su agregado es {kin.agregado}.",
            6,
        )
    if facts.valid_until:
        say(f"Estos derechos terminan el {day(facts.valid_until, 'long2')}, a menos que se renueven.", 6)
    y = page.paragraph(
        x,
        y + 6,
        w,
        f"Quien desee comprobar la autenticidad de esta carta puede llamar al {data.phone()} y dictar el número"
        f" {data.folio()}.",
        "F",
        12,
        19,
    )
    page.text(x, y + 60, titled(data.somebody()), "FB", 12)
    page.text(x, y + 75, "Trabajo Social, Unidad de Medicina Familiar", "F", 11)
    return page, truth(data, "estado", "agregado", unscored=("estado",))


@layout()
def mail_print(data: Data) -> Drawn:
    """A mail printed from the browser."""
    facts, head = data.facts, data.head
    page = Page(LETTER)
    x = 50
    page.text(x, 40, "Gmail", "S", 16, color=hue("#777777"))
    page.text(562, 40, f"{titled(head.given.split()[0])} {titled(head.first)}", "S", 9, "r")
    page.line(x, 50, 562, 50)
    page.text(x, 68, "Vigencia de derechos - respuesta a tu solicitud", "SB", 13)
    page.text(x, 80, "1 mensaje", "S", 8)
    page.line(x, 88, 562, 88)
    page.text(x, 102, "Servicios Digitales <no-responder@imss.example>", "SB", 8.5)
    page.text(
        562,
        102,
        f"{day(facts.issued, 'long')}, {data.rng.randint(8, 21)}:{data.rng.randint(10, 59)}",
        "S",
        8.5,
        "r",
    )
    page.text(
        x,
        114,
        f"Para: {bare(head.given).split()[0].lower().replace('.', '')}{data.rng.randint(1, 999)}@correo.example",
        "S",
        8.5,
    )
    y = 140.0

    def write(s: str, font: str = "S") -> None:
        nonlocal y
        y = page.wrapped(x, y, 500, s, font, 9.5, 13)

    write(f"Estimado(a) {titled(head.full)}:")
    y += 6
    write(f"Con fecha {day(facts.issued)} recibimos tu solicitud. Este es el resultado de la búsqueda:")
    y += 6
    for k, v in (
        ("Número de Seguridad Social", data.nss()),
        ("CURP", head.curp),
        ("Tu estado", facts.estado.capitalize()),
        ("Unidad médica", f"UMF {facts.umf}" if facts.umf else ""),
        ("Agregado", facts.agregado),
    ):
        if v:
            write(f"   *  {k}: {v}")
    for employer in data.employers:
        write(f"   *  Patrón: {employer.name} [{data.registro(employer)}]")
    y += 6
    write(
        (
            "El sistema indica que SÍ tienes derecho al servicio médico"
            + (f" y que lo conservas hasta el {day(facts.valid_until)}." if facts.valid_until else ".")
            if data.right
            else "El sistema indica que NO tienes derecho al servicio médico."
        ),
        "SB",
    )
    y += 6
    if data.kin:
        write("Beneficiarios que tienes registrados:")
        for kin in data.kin:
            write(
                f"   >  {kin.human.curp}  {titled(kin.human.full)} ({kin.relation.lower()}) -"
                f" {'con derecho' if kin.right else 'sin derecho'}"
            )
        y += 6
    write(f"Guarda este correo. Número de atención: {data.folio()}.")
    y += 6
    write("IMSS Digital")
    write("Por favor no respondas este mensaje. Si no lo solicitaste, llama al 800 623 2323, opción 1.")
    page.text(
        x,
        770,
        "https://mail.google.example/mail/u/0/?ik=" + data.seal(10).replace("/", "a") + "&view=pt&search=all",
        "S",
        7,
    )
    page.text(562, 770, "1/1", "S", 7, "r")
    return page, truth(data, "kin_agregado")
