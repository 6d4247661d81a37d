"""Bars, cards, bands and columns, as a portal draws them."""

from reportlab.lib.colors import white
from reportlab.lib.pagesizes import A4, LETTER, landscape

from bench.fourth.data import Data
from bench.fourth.faces import width_of
from bench.fourth.layout import Drawn, layout
from bench.fourth.page import Page, hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth


@layout()
def sidebar(data: Data) -> Drawn:
    """A coloured bar of personal data beside the rest."""
    facts, head = data.facts, data.head
    page = Page()
    g = hue("#0B5345")
    page.box(0, 0, 190, 792, fill=g, stroke=None)
    page.text(20, 50, "IMSS", "GB", 30, color=white)
    y = 90.0

    def fact(k: str, v: str) -> None:
        nonlocal y
        page.text(20, y, k.upper(), "G", 6.8, color=hue("#A9DFBF"))
        y = page.wrapped(20, y + 12, 158, v or "—", "GB", 10, 12, color=white) + 8

    fact("Titular", titled(head.full))
    fact("Tu NSS", data.nss(" "))
    fact("Tu CURP", head.curp)
    fact("Naciste el", data.born("long"))
    fact("En", titled(data.state))
    fact("Clínica", f"UMF {data.clinic}" if facts.umf else "")
    fact("Horario", titled(facts.shift))
    fact("Agregado", facts.agregado)
    page.wrapped(20, 720, 150, "¿Preguntas? 800 623 2323 o www.imss.gob.mx/derechoH", "G", 7.5, color=white)
    x = 215
    page.wrapped(x, 60, 370, "Vigencia de derechos", "GB", 24, color=g)
    page.text(x, 80, f"Al {day(facts.issued, 'long')}", "G", 11)
    page.box(x, 98, 370, 56, stroke=g, width=1.5, r=6)
    page.text(x + 14, 120, "Servicio médico", "G", 10)
    page.text(x + 350, 136, "SÍ" if data.right else "NO", "GB", 30, "r", g)
    page.text(x + 14, 140, titled(facts.estado) if facts.estado else "No hay registro de aseguramiento", "GB", 12)
    y = 180.0
    if facts.valid_until:
        page.text(x, y, f"Tu cobertura termina el {day(facts.valid_until, 'long')}", "G", 10)
        y += 24
    page.text(x, y, "Quién te afilió", "GB", 12, color=g)
    y += 18
    for employer in data.employers:
        y = page.wrapped(x, y, 370, employer.name, "GB", 9.5, 12)
        page.text(x, y, "Registro patronal " + data.registro(employer), "G", 9)
        y += 18
    if not data.employers:
        page.text(x, y, "Actualmente nadie", "G", 9.5)
        y += 18
    if data.kin:
        y += 8
        page.text(x, y, "Tu familia", "GB", 12, color=g)
        y += 18
        for kin in data.kin:
            page.box(x, y - 12, 370, 38, stroke=hue("#BBBBBB"), r=4)
            page.text(x + 8, y, titled(kin.human.full), "GB", 9.5)
            page.text(x + 8, y + 14, f"{titled(kin.relation)} · {kin.human.curp} · {kin.agregado}", "G", 8.5)
            page.text(x + 360, y + 8, "Servicio médico: " + ("SÍ" if kin.right else "NO"), "GB", 9, "r")
            y += 46
    page.wrapped(x, 745, 370, f"Folio {data.folio()}. Sello digital: {data.seal(80)}", "G", 6.5)
    return page, truth(data)


@layout()
def badge_cards(data: Data) -> Drawn:
    """Cards with badges; values over their labels."""
    facts, head = data.facts, data.head
    page = Page(LETTER)
    page.box(0, 0, 612, 792, fill=hue("#F3F3F3"), stroke=None)
    green, red = hue("#1E8449"), hue("#B03A2E")
    page.text(36, 46, "Mi vigencia IMSS", "CB", 18)

    def badge(x: float, y: float, ok: bool | None, yes: str, no: str) -> None:
        txt = yes if ok else no
        w = width_of(txt, "CB", 8) + 16
        page.box(x - w, y - 11, w, 16, fill=green if ok else red, stroke=None, r=8)
        page.text(x - w / 2, y, txt, "CB", 8, "c", white)

    page.box(36, 60, 540, 112, fill=white, stroke=hue("#CCCCCC"), r=8)
    page.text(50, 82, titled(head.full), "CB", 13)
    badge(562, 82, data.right, "CON SERVICIO MÉDICO", "SIN SERVICIO MÉDICO")
    for k, (a, b) in enumerate(
        (
            ("Seguridad social", data.nss("10-1")),
            ("CURP", head.curp),
            ("Agregado", facts.agregado),
            ("Clínica", data.clinic),
            ("Turno", titled(facts.shift)),
            ("Situación", titled(facts.estado)),
            ("Emitida", day(facts.issued, "mon ")),
            ("Válida hasta", day(facts.valid_until, "mon ")),
        )
    ):
        cx, cy = 50 + (k % 4) * 132, 106 + (k // 4) * 34
        page.text(cx, cy, b or "—", "CB", 9)
        page.text(cx, cy + 11, a, "C", 7, color=hue("#777777"))
    y = 190.0
    page.text(36, y, "Mis patrones", "CB", 11)
    y += 10
    for employer in data.employers:
        page.box(36, y, 540, 36, fill=white, stroke=hue("#CCCCCC"), r=8)
        page.text(50, y + 15, employer.name, "CB", 9)
        page.text(50, y + 28, f"{data.registro(employer)} · modalidad {employer.modality}", "C", 8)
        y += 44
    if not data.employers:
        page.text(50, y + 12, "No tienes patrones por ahora", "C", 9)
        y += 24
    if data.kin:
        y += 14
        page.text(36, y, "Mis beneficiarios", "CB", 11)
        y += 10
    for n, kin in enumerate(data.kin):
        cx = 36 + (n % 2) * 275
        page.box(cx, y, 265, 62, fill=white, stroke=hue("#CCCCCC"), r=8)
        page.text(cx + 12, y + 17, titled(kin.human.full), "CB", 9)
        page.text(cx + 12, y + 31, kin.human.curp, "C", 8.5)
        page.text(cx + 12, y + 45, titled(kin.relation) + " · " + kin.agregado, "C", 8)
        badge(cx + 255, y + 50, kin.right, "CON SERVICIO", "SIN SERVICIO")
        if n % 2:
            y += 70
    return page, truth(data)


@layout()
def colour_bands(data: Data) -> Drawn:
    """White titles on coloured bands, three cells to a row below them."""
    facts, head = data.facts, data.head
    page = Page(A4)
    tone = hue("#C0392B" if not data.right else "#117A65")
    page.text(48, 50, "Comprobante de Vigencia de Derechos", "DB", 16, color=tone)
    page.text(547, 50, "imss.gob.mx", "D", 9, "r")
    y = 70.0

    def band(title: str, cells: list[tuple[str, str]], per: int = 3) -> None:
        nonlocal y
        page.box(48, y, 499, 18, fill=tone, stroke=None)
        page.text(56, y + 13, title.upper(), "DB", 8.5, color=white)
        y += 34
        w = 499 / per
        for n in range(0, len(cells), per):
            deep = 0.0
            for k, (a, b) in enumerate(cells[n : n + per]):
                page.text(52 + k * w, y, a, "D", 7, color=tone)
                deep = max(deep, page.wrapped(52 + k * w, y + 12, w - 8, b or " ", "D", 8.8, 11) - y)
            y += deep + 6
        y += 2

    band(
        "Persona",
        [
            ("Nombre(s)", head.given),
            ("Primer apellido", head.first),
            ("Segundo apellido", head.second),
            ("NSS", data.nss()),
            ("CURP", head.curp),
            ("Entidad", data.state),
        ],
    )
    band(
        "Servicio",
        [
            ("¿Se le brinda servicio médico?", "SÍ" if data.right else "NO"),
            ("Estado del aseguramiento", facts.estado),
            ("Fecha de término", day(facts.valid_until, "-")),
            ("UMF", facts.umf),
            ("Agregado médico", facts.agregado),
            ("Turno / consultorio", f"{facts.shift} / {facts.room}" if facts.umf else ""),
        ],
    )
    if data.employers:
        band(
            "Origen del aseguramiento",
            [
                c
                for employer in data.employers
                for c in (("Registro patronal", data.registro(employer)), ("Nombre del patrón", employer.name))
            ],
            2,
        )
    if facts.past:
        band(
            "Antecedente",
            [
                ("Último registro patronal", data.registro(facts.past)),
                ("Último patrón", facts.past.name),
                ("Baja", day(facts.moved, "-")),
            ],
        )
    for n, kin in enumerate(data.kin, 1):
        band(
            f"Beneficiario {n}",
            [
                ("Nombre", kin.human.full),
                ("CURP", kin.human.curp),
                ("Parentesco", kin.relation),
                ("Agregado médico", kin.agregado),
                ("¿Se le brinda servicio médico?", "SÍ" if kin.right else "NO"),
            ],
        )
    band(
        "Emisión",
        [("Fecha", day(facts.issued, "-")), ("Código de seguridad", data.folio()), ("Emite", "Portal ciudadano")],
    )
    return page, truth(data)


@layout()
def three_columns(data: Data) -> Drawn:
    """Three frames of abbreviated labels side by side, two tables below."""
    facts, head = data.facts, data.head
    page = Page(landscape(A4))
    page.text(40, 44, "REPORTE INDIVIDUAL DE VIGENCIA", "EB", 14)
    page.text(800, 44, "Elaborado: " + day(facts.issued, "."), "E", 9, "r")
    page.line(40, 52, 800, 52, 2)
    cols = [
        [
            ("NSS", data.nss()),
            ("CURP", head.curp),
            ("Paterno", head.first),
            ("Materno", head.second),
            ("Nombre", head.given),
            ("Nacim.", data.born(".")),
            ("Lugar", data.state[:22]),
        ],
        [
            ("Vigencia", facts.estado),
            ("Atención médica", "SI" if data.right else "NO"),
            ("Término", day(facts.valid_until, ".")),
            ("Últ. mov.", facts.movement),
            ("Fecha mov.", day(facts.moved, ".") if facts.movement else ""),
            ("Semanas", str(data.rng.randint(0, 400))),
        ],
        [
            ("Clínica", facts.umf),
            ("Agregado", facts.agregado),
            ("Cons.", facts.room),
            ("Turno", facts.shift),
            ("OOAD", "CHIAPAS"),
            ("Médico", "DR. " + data.somebody()[:24]),
            ("Tel. clínica", data.phone()),
        ],
    ]
    for n, col in enumerate(cols):
        cx, y = 40 + n * 260, 76.0
        page.box(cx - 4, 60, 250, 140, stroke=hue("#AAAAAA"))
        for a, b in col:
            page.text(cx, y, a, "E", 7.5)
            page.text(cx + 76, y, b, "EB", 8.2)
            y += 18
    y = 222.0
    page.text(40, y, "PATRÓN(ES)", "EB", 9)
    page.text(440, y, "DEPENDIENTES", "EB", 9)
    y2 = y = y + 8
    y = page.table(
        40,
        y,
        [90, 290],
        [["R.P.", "Razón social"]] + [[data.registro(employer), employer.name] for employer in data.employers],
        "E",
        7.5,
    )
    if data.kin:
        page.table(
            440,
            y2,
            [150, 116, 54, 40],
            [["Nombre", "CURP", "Parent.", "At. méd."]]
            + [[kin.human.full, kin.human.curp, kin.relation, "SI" if kin.right else "NO"] for kin in data.kin],
            "E",
            7,
        )
    else:
        page.text(440, y2 + 12, "Ninguno", "E", 8)
    page.text(40, 570, f"Control interno {data.folio()} — impreso por {titled(data.somebody())}", "EI", 7)
    return page, truth(data, "kin_agregado")
