"""All in tables: heads in groups or turned, cells that wrap, a cross below SÍ or NO."""

from reportlab.lib.pagesizes import A5, LETTER, landscape

from bench.fourth.data import Data
from bench.fourth.layout import Drawn, layout
from bench.fourth.page import Page, hue
from bench.fourth.spelling import day
from bench.fourth.told import truth
from bench.third.situations import TODAY


@layout()
def one_table(data: Data) -> Drawn:
    """Landscape; insured person and family are rows of the same table."""
    facts, head = data.facts, data.head
    page = Page(landscape(LETTER))
    page.text(30, 36, "Relación de derechohabientes por número de afiliación", "NB", 14)
    page.text(762, 36, "Generado: " + day(facts.issued, "iso"), "N", 9, "r")
    page.text(30, 50, "IMSS / Módulo de vigencia de derechos", "N", 9)
    extra = (
        f"Núm. de afiliación: {data.nss()}     Situación: {facts.estado or '---'}     UMF: {facts.umf or '---'}   "
        f"  Turno: {facts.shift or '---'}"
    )
    page.text(30, 70, extra, "NB", 10)
    if facts.valid_until:
        page.text(30, 84, "Cobertura hasta: " + day(facts.valid_until, "iso"), "N", 10)
    heads: list[object] = [
        "No.",
        "Calidad",
        "Primer apellido",
        "Segundo apellido",
        "Nombre(s)",
        "CURP",
        "Agregado",
        "F. nac.",
        "Serv. méd.",
    ]
    rows: list[list[object]] = [
        heads,
        [
            "1",
            "TITULAR",
            head.first,
            head.second,
            head.given,
            head.curp,
            facts.agregado,
            data.born("iso"),
            "SI" if data.right else "NO",
        ],
    ]
    for n, kin in enumerate(data.kin, 2):
        g = kin.human
        rows.append(
            [
                n,
                kin.relation,
                g.first,
                g.second,
                g.given,
                g.curp,
                kin.agregado,
                day(g.born, "iso"),
                "SI" if kin.right else "NO",
            ]
        )
    y = page.table(30, 96, [30, 80, 112, 112, 118, 120, 66, 58, 40], rows, "N", 9, fill=hue("#D8D8D8"))
    y = page.table(
        30,
        y + 20,
        [40, 120, 50, 420],
        [["No.", "Reg. patronal", "Mod.", "Patrón vigente"]]
        + [
            [n, data.registro(employer), employer.modality, employer.name]
            for n, employer in enumerate(data.employers, 1)
        ],
        "N",
        9,
        fill=hue("#D8D8D8"),
    )
    page.text(
        30, y + 26, f"Consultó: {data.somebody()}   Matrícula {data.folio(9)}   Ticket {data.folio(11)}", "N", 8
    )
    return page, truth(data)


@layout()
def grouped_heads(data: Data) -> Drawn:
    """Tables whose columns are grouped below broader heads."""
    facts, head = data.facts, data.head
    page = Page(landscape(LETTER))
    x, y = 24, 92.0
    gr = hue("#C9DAF8")
    page.text(396, 40, "INSTITUTO MEXICANO DEL SEGURO SOCIAL", "SB", 12, "c")
    page.text(396, 56, "Constancia de vigencia y adscripción", "SB", 11, "c")
    page.text(768, 76, "Fecha de corte " + day(facts.issued, "mon/"), "S", 8, "r")
    groups = [
        (
            "IDENTIFICACIÓN",
            [("NSS", 74, data.nss()), ("CURP", 114, head.curp), ("Nombre completo", 150, head.full)],
        ),
        (
            "ADSCRIPCIÓN",
            [
                ("UMF", 34, facts.umf),
                ("Turno", 62, facts.shift),
                ("Cons.", 34, facts.room),
                ("Agregado", 60, facts.agregado),
            ],
        ),
        (
            "VIGENCIA",
            [
                ("Estado", 90, facts.estado),
                ("Con derecho", 50, "SI" if data.right else "NO"),
                ("Hasta", 66, day(facts.valid_until, "mon/")),
            ],
        ),
    ]
    cx = x
    for g, cols in groups:
        w = sum(c[1] for c in cols)
        page.box(cx, y, w, 16, fill=gr)
        page.text(cx + w / 2, y + 11, g, "SB", 8, "c")
        for n, cw, v in cols:
            page.box(cx, y + 16, cw, 16, fill=gr)
            page.text(cx + cw / 2, y + 27, n, "SB", 7, "c")
            page.box(cx, y + 32, cw, 30)
            page.wrapped(cx + 3, y + 44, cw - 5, v, "S", 7.8, 10)
            cx += cw
    y += 84
    page.box(x, y, 460, 16, fill=gr)
    page.text(x + 230, y + 11, "PATRÓN O INSTITUCIÓN EDUCATIVA", "SB", 8, "c")
    y = page.table(
        x,
        y + 16,
        [100, 40, 320],
        [["Registro", "Mod.", "Denominación"]]
        + [[data.registro(employer, "8-2"), employer.modality, employer.name] for employer in data.employers],
        "S",
        8,
        fill=gr,
    )
    y += 20
    if data.kin:
        page.box(x, y, 400, 16, fill=gr)
        page.text(x + 200, y + 11, "BENEFICIARIO", "SB", 8, "c")
        page.box(x + 400, y, 210, 16, fill=gr)
        page.text(x + 505, y + 11, "SERVICIO MÉDICO", "SB", 8, "c")
        y = page.table(
            x,
            y + 16,
            [200, 120, 80, 110, 100],
            [["Nombre completo", "CURP", "Parentesco", "Agregado", "Con derecho"]]
            + [
                [kin.human.full, kin.human.curp, kin.relation, kin.agregado, "SI" if kin.right else "NO"]
                for kin in data.kin
            ],
            "S",
            8,
            fill=gr,
        )
    page.text(x, 580, f"Núm. de validación {data.folio()}    Responsable: {data.somebody()}", "S", 7)
    return page, truth(data, registro=10)


@layout()
def rotated_heads(data: Data) -> Drawn:
    """Heads that run up; the insured person and the family are rows of one table."""
    facts, head = data.facts, data.head
    page = Page()
    x = 40
    page.text(x, 46, "Padrón de vigencia por asegurado", "NB", 15)
    page.text(x, 60, f"Corte al {day(facts.issued, 'long')} · Delegación Chiapas · IMSS", "N", 9.5)
    y = 84.0
    for k, v in (
        ("Asegurado(a):", data.surnames_first(sep=", ")),
        ("No. de afiliación:", data.nss(" ")),
        ("Estado:", facts.estado or "Sin registro"),
        ("Cubierto hasta:", day(facts.valid_until, "long") or ("Indefinido" if data.right else "No aplica")),
        ("Unidad:", f"UMF {data.clinic}" if facts.umf else "No asignada"),
    ):
        page.text(x, y, k, "N", 10)
        page.text(x + 82, y, v, "NB", 10)
        y += 15
    y += 62
    heads = (
        ("Nombre", 180, 0),
        ("CURP", 112, 0),
        ("Parentesco", 74, 1),
        ("Agregado médico", 62, 1),
        ("Con derecho", 30, 1),
        ("Sexo", 24, 1),
        ("Edad", 24, 1),
    )
    cx = x
    for t_, w, r in heads:
        page.box(cx, y - 64, w, 64, fill=hue("#EEEEEE"))
        if r:
            page.turned(cx + w / 2 + 3, y - 4, t_, "NB", 8.5)
        else:
            page.text(cx + 3, y - 5, t_, "NB", 9)
        cx += w
    rows = [
        [
            data.surnames_first(),
            head.curp,
            "ASEGURADO",
            facts.agregado,
            "SI" if data.right else "NO",
            head.sex,
            head.age(TODAY),
        ]
    ] + [
        [
            data.surnames_first(kin.human),
            kin.human.curp,
            kin.relation,
            kin.agregado,
            "SI" if kin.right else "NO",
            kin.human.sex,
            kin.human.age(TODAY),
        ]
        for kin in data.kin
    ]
    y = page.table(x, y, [w for _, w, _ in heads], rows, "N", 9, head=0)
    y += 24
    page.text(x, y, "Patrones del asegurado", "NB", 10)
    y += 6
    if data.employers:
        y = page.table(
            x,
            y,
            [90, 300],
            [[data.registro(employer), employer.name] for employer in data.employers],
            "N",
            9,
            head=0,
        )
    else:
        page.text(x, y + 12, "Sin patrones", "N", 9)
    page.text(x, 760, f"Hoja de trabajo {data.folio()}", "N", 8)
    return page, truth(data)


@layout()
def wrapped_narrow(data: Data) -> Drawn:
    """A narrow ruled table in which nearly every label and value is broken over lines."""
    facts, head = data.facts, data.head
    page = Page(A5)
    x = 40
    page.wrapped(
        x, 40, 340, "IMSS - Constancia de vigencia de los derechos a prestaciones en especie", "RB", 12, 15
    )
    rows = [
        ("Asegurado o asegurada que hace la consulta", head.full),
        ("Número de afiliación al seguro social", data.nss(" ")),
        ("Clave Única de Registro de Población", head.curp),
        ("Situación en la que se encuentra ante el Instituto", facts.estado),
        ("Puede recibir servicio médico, quirúrgico, farmacéutico y hospitalario", "SÍ" if data.right else "NO"),
        (
            "Unidad médica familiar y turno de adscripción",
            f"UMF {data.clinic} TURNO {facts.shift}" if facts.umf else "",
        ),
        ("Agregado médico que le corresponde", facts.agregado),
        (
            "Patrones o instituciones que mantienen la afiliación",
            " / ".join(f"{employer.name} ({data.registro(employer)})" for employer in data.employers),
        ),
        ("Fecha límite hasta la que surte efectos", day(facts.valid_until, "LONG")),
        (
            "Lugar y fecha en que se expide el documento",
            "TUXTLA GUTIÉRREZ, CHIAPAS, A " + day(facts.issued, "LONG"),
        ),
    ]
    y = page.table(x, 62, [110, 150], rows, "R", 9, head=0, pad=4)
    if data.kin:
        y = page.table(
            x,
            y + 14,
            [96, 122, 62, 60],
            [["Familiar con registro", "CURP del familiar", "Lazo de parentesco", "Puede recibir servicio"]]
            + [[kin.human.full, kin.human.curp, kin.relation, "SÍ" if kin.right else "NO"] for kin in data.kin],
            "R",
            8.5,
            pad=4,
        )
    page.wrapped(
        x, y + 18, 330, f"Atención telefónica {data.phone()}. Registro de salida {data.folio()}.", "RI", 8
    )
    return page, truth(data, "kin_agregado")


@layout()
def yes_no_columns(data: Data) -> Drawn:
    """SÍ and NO are two columns and a cross stands in one of them, a row for each person."""
    facts, head = data.facts, data.head
    page = Page()
    x = 40
    c = hue("#DDEBF7")
    page.text(x, 46, "REVISIÓN DE VIGENCIA DE DERECHOS", "NB", 15)
    page.text(572, 46, "Fecha de revisión: " + day(facts.issued, "mon/"), "N", 10, "r")
    page.text(x, 62, f"Seguro social del asegurado {data.nss('2')}", "NB", 11)
    page.text(572, 62, f"Clínica {data.clinic or '____'}", "NB", 11, "r")
    if facts.estado:
        page.text(x, 78, f"Tipo de situación: {facts.estado}", "N", 10)
    if facts.valid_until:
        page.text(572, 78, "Válido hasta " + day(facts.valid_until, "mon/"), "N", 10, "r")
    y = 92.0
    page.box(x + 400, y, 132, 16, fill=c)
    page.text(x + 466, y + 12, "RECIBE SERVICIO", "NB", 9, "c")
    rows = [
        ["PERSONA", "CALIDAD", "CURP", "SÍ", "NO"],
        [head.full, "ASEGURADO", head.curp, "X" if data.right else "", "" if data.right else "X"],
    ]
    rows += [
        [kin.human.full, kin.relation, kin.human.curp, "X" if kin.right else "", "" if kin.right else "X"]
        for kin in data.kin
    ]
    y = page.table(x, y + 16, [200, 76, 124, 66, 66], rows, "N", 10, fill=c, pad=4) + 26
    page.text(x, y, "REGISTRO PATRONAL Y PATRÓN", "NB", 10)
    y += 6
    y = page.table(
        x,
        y,
        [120, 412],
        [[data.registro(employer), employer.name] for employer in data.employers] or [["NO HAY", ""]],
        "N",
        10,
        head=0,
    )
    page.text(x, y + 40, f"Revisó: {data.somebody()}    Bitácora {data.folio()}    Ext. {data.folio(4)}", "N", 9)
    return page, truth(data, "agregado", "kin_agregado")
