"""What speaks to the reader: a chat, steps, a kiosk's ticket, a card to cut out."""

from reportlab.lib.colors import white

from bench.fourth.data import Data
from bench.fourth.faces import width_of
from bench.fourth.layout import ALONE, Drawn, layout
from bench.fourth.page import Page, hue, split
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth


@layout()
def chat(data: Data) -> Drawn:
    """A talk with an assistant, in bubbles to the left and right."""
    facts, head = data.facts, data.head
    page = Page()
    y = 70.0
    me, bot = hue("#DCF8C6"), hue("#F0F0F0")
    page.box(0, 0, 612, 40, fill=hue("#075E54"), stroke=None)
    page.text(40, 25, "Asistente IMSS · consulta de vigencia de derechos", "CB", 12, color=white)
    page.text(306, 56, day(facts.issued, "LONG"), "C", 8, "c")
    hh, mm = data.rng.randint(8, 20), data.rng.randint(10, 30)

    def say(txt: str, *, mine: bool = False) -> None:
        nonlocal y, mm
        lines = [line for part in txt.split("\n") for line in split(part, "C", 9.5, 330)]
        w = max(width_of(line, "C", 9.5) for line in lines) + 60
        x = 580 - w if mine else 32
        page.box(x, y, w, 13 * len(lines) + 10, fill=me if mine else bot, stroke=None, r=6)
        for k, line in enumerate(lines):
            page.text(x + 8, y + 15 + 13 * k, line, "C", 9.5)
        page.text(x + w - 6, y + 13 * len(lines) + 5, f"{hh}:{mm:02d}", "C", 6.5, "r", hue("#888888"))
        mm += 1
        y += 13 * len(lines) + 18

    say("Hola, quiero mi vigencia", mine=True)
    say("Claro. Escribe tu CURP y tu número de seguro social.")
    say(head.curp, mine=True)
    say(data.nss(), mine=True)
    say(
        f"Gracias, {titled(head.full)}. Esto es lo que encontré:\n"
        + ("Sí tienes derecho al servicio médico." if data.right else "No tienes derecho al servicio médico.")
        + (f"\nTu estatus es {facts.estado}." if facts.estado else "")
        + (f"\nClínica: UMF {data.clinic}, turno {facts.shift.lower()}" if facts.umf else "")
        + (f"\nAgregado médico: {facts.agregado}" if facts.agregado else "")
        + (f"\nTu vigencia llega al {day(facts.valid_until)}." if facts.valid_until else "")
    )
    say("¿Quién me tiene dado de alta?", mine=True)
    say(
        "\n".join(f"{employer.name}, registro patronal {data.registro(employer)}" for employer in data.employers)
        or "Por el momento nadie."
    )
    say("¿Y mi familia?", mine=True)
    say(
        "\n".join(
            f"{titled(kin.human.full)}, {kin.relation.lower()}, CURP {kin.human.curp}:"
            f" {'sí' if kin.right else 'no'} tiene derecho"
            for kin in data.kin
        )
        or "No hay familiares registrados."
    )
    say(f"Conserva tu número de conversación: {data.folio()}. ¿Te ayudo en algo más?")
    say("No, gracias", mine=True)
    return page, truth(data, "kin_agregado")


@layout()
def steps(data: Data) -> Drawn:
    """A guide in numbered steps that speaks to the reader."""
    facts, head = data.facts, data.head
    page = Page()
    c = hue("#1B4F72")
    page.text(60, 56, "Guía de mi seguro", "CB", 20, color=c)
    page.text(60, 72, f"Resumen de vigencia de derechos · consultado el {day(facts.issued, 'long')}", "C", 9.5)
    y = 110.0
    page.line(72, 96, 72, 700, 1.5, c)
    n = 0

    def step(title: str) -> None:
        nonlocal y, n
        n += 1
        page.box(62, y - 14, 20, 20, fill=c, stroke=None, r=10)
        page.text(72, y, n, "CB", 11, "c", white)
        page.text(94, y, title, "CB", 12, color=c)
        y += 18

    def say(s: str, *, b: bool = False) -> None:
        nonlocal y
        y = page.wrapped(94, y, 450, s, "CB" if b else "C", 9.5, 13)

    step("Eres tú")
    say(titled(data.surnames_first()), b=True)
    say(f"Tu número de seguro: {data.nss('2')}")
    say(f"Tu CURP: {head.curp}")
    y += 12
    step("Tu derecho")
    say(
        "Hoy sí tienes derecho al servicio médico" if data.right else "Hoy no tienes derecho al servicio médico",
        b=True,
    )
    if facts.estado:
        say(f"Porque apareces como: {facts.estado.lower()}")
    if facts.valid_until:
        say(f"Lo tendrás hasta el {day(facts.valid_until, 'long')}")
    y += 12
    step("Tu clínica")
    say(
        (
            f"Unidad de Medicina Familiar {data.clinic}, de turno {facts.shift.lower()}, puerta {facts.room}"
            if facts.umf
            else "Todavía no tienes; acude a darte de alta con tu CURP y comprobante de domicilio"
        ),
        b=bool(facts.umf),
    )
    say(f"Preséntate con el agregado {facts.agregado}" if facts.agregado else "")
    y += 12
    step("Tu patrón o escuela")
    for employer in data.employers:
        say(employer.name, b=True)
        say(f"Se identifica con el registro patronal {data.registro(employer, '10-1')}")
    if not data.employers:
        say("No encontramos a nadie que te tenga inscrito")
    y += 12
    step("Tu familia")
    for kin in data.kin:
        say(f"{titled(kin.human.full)} — {kin.relation.lower()}", b=True)
        say(f"CURP {kin.human.curp}. {'Sí' if kin.right else 'No'} tiene derecho al servicio médico")
    if not data.kin:
        say("No tienes familiares registrados")
    page.text(60, 740, f"Ficha {data.folio()} · Contacto {data.phone()}", "C", 8)
    return page, truth(data, "kin_agregado")


@layout()
def kiosk(data: Data) -> Drawn:
    """A kiosk's ticket."""
    facts, head = data.facts, data.head
    wide = 226.8
    page = Page((wide, 560 + 60 * len(data.kin) + 40 * len(data.employers)))
    y = 22.0

    def centred(s: str, font: str = "C", size: float = 8, gap: float = 11) -> None:
        nonlocal y
        y = page.wrapped(10, y, wide - 20, s, font, size, gap, "c")

    def pair(k: str, v: str) -> None:
        nonlocal y
        page.text(10, y, k, "CB", 7.5)
        y = page.wrapped(86, y, wide - 96, v or "—", "C", 7.5, 10) + 2

    centred("IMSS", "CB", 15, 15)
    centred("Kiosco de autoservicio UMF 13-B" if not facts.umf else "Kiosco de autoservicio")
    centred("TICKET DE VIGENCIA", "CB", 11, 16)
    centred(f"{day(facts.issued)}  {data.rng.randint(8, 19):02d}:{data.rng.randint(10, 59)} hrs")
    centred("- " * 34, size=6)
    pair("Derechohabiente", titled(head.full))
    pair("Núm. seg. social", data.nss(" "))
    pair("CURP", head.curp)
    pair("Agregado", facts.agregado)
    pair("Tu clínica", f"UMF {data.clinic}" if facts.umf else "")
    pair("Consultorio", facts.room)
    pair("Turno", titled(facts.shift))
    centred("- " * 34, size=6)
    y += 8
    centred("¿TIENES DERECHO A CONSULTA?", "CB", 8.5, 24)
    centred("SÍ" if data.right else "NO", "CB", 26, 22)
    if facts.estado:
        centred(f"Situación: {titled(facts.estado)}")
    if facts.valid_until:
        centred(f"Hasta: {day(facts.valid_until)}")
    centred("- " * 34, size=6)
    if data.employers:
        page.text(10, y, "Quién te asegura:", "CB", 7.5)
        y += 11
        for employer in data.employers:
            y = page.wrapped(10, y, wide - 20, f"{data.registro(employer)} {employer.name}", "C", 7, 9) + 3
    if data.kin:
        page.text(10, y, "Tus familiares:", "CB", 7.5)
        y += 11
        for kin in data.kin:
            y = page.wrapped(10, y, wide - 20, titled(kin.human.full), "C", 7.5, 9.5)
            page.text(10, y, kin.human.curp, "C", 7)
            page.text(wide - 10, y, f"{kin.relation}   {'SÍ' if kin.right else 'NO'}", "CB", 7, "r")
            y += 13
    centred("- " * 34, size=6)
    centred(f"Op. {data.folio(11)}", size=7)
    centred("Orientación 800 623 2323", size=7)
    centred("¡Gracias por tu visita!", size=8)
    return page, truth(data, "kin_agregado")


@layout(ALONE)
def credential(data: Data) -> Drawn:
    """A little card of 10 by 7 cm in the middle of a letter page."""
    facts, head = data.facts, data.head
    page = Page()
    x, y, w = 160, 80, 292
    g = hue("#006341")
    page.text(306, 56, "Imprima, recorte y conserve su tarjeta de vigencia", "N", 9, "c")
    page.box(x, y, w, 190, r=10, width=1)
    page.box(x, y, w, 30, fill=g, r=10)
    page.text(x + 10, y + 20, "IMSS", "GB", 15, color=white)
    page.text(x + w - 10, y + 19, "VIGENCIA DE DERECHOS", "GB", 9, "r", white)
    page.box(x + 10, y + 40, 56, 70, stroke=hue("#999999"))
    page.text(x + 38, y + 78, "FOTO", "N", 8, "c")
    page.wrapped(x + 76, y + 50, 206, head.full, "NB", 11, 12)
    page.text(x + 76, y + 80, "NSS", "N", 7)
    page.text(x + 96, y + 80, data.nss("-"), "MB", 10.5)
    page.text(x + 76, y + 96, "CURP", "N", 7)
    page.text(x + 96, y + 96, head.curp, "MB", 9.5)
    page.text(x + 76, y + 112, "Agr.", "N", 7)
    page.text(x + 96, y + 112, facts.agregado, "MB", 9.5)
    page.text(x + 180, y + 112, "UMF", "N", 7)
    page.text(x + 200, y + 112, facts.umf, "MB", 9.5)
    page.text(x + 10, y + 130, "Servicio médico:", "N", 8)
    page.text(x + 76, y + 130, "SÍ" if data.right else "NO", "NB", 12)
    page.text(x + 110, y + 130, facts.estado, "NB", 8)
    yy = y + 145
    for employer in data.employers:
        page.text(x + 10, yy, f"{data.registro(employer, '10')}  {employer.name}", "N", 7)
        yy += 9
    page.text(x + 10, y + 182, "Exp. " + day(facts.issued, "."), "N", 7.5)
    if facts.valid_until:
        page.text(x + w - 10, y + 182, "Vence " + day(facts.valid_until, "."), "NB", 8, "r")
    page.box(x, y + 210, w, 130, r=10)
    page.wrapped(
        x + 14,
        y + 230,
        w - 28,
        "Esta tarjeta es personal e intransferible. En urgencias preséntela con una identificación oficial. Línea"
        f" de apoyo 800 623 2323; su módulo: {data.phone()}. Plástico {data.folio()}. Firma autorizada:"
        f" {titled(data.somebody())}.",
        "N",
        8,
        10.5,
    )
    return page, truth(data, kin=False, registro=10)
