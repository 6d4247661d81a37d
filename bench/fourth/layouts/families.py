"""Sheets about the family: a block for each, and the insured person last."""

from bench.fourth.data import Data
from bench.fourth.layout import FAMILY, Drawn, layout
from bench.fourth.page import Page, hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth


@layout(FAMILY)
def kin_blocks(data: Data) -> Drawn:
    """Each beneficiary is a block of labelled lines."""
    facts, head = data.facts, data.head
    page = Page()
    x = 60
    page.text(x, 50, "CONSTANCIA DE VIGENCIA DE DERECHOS DEL GRUPO FAMILIAR", "DB", 12)
    page.text(x, 64, f"Instituto Mexicano del Seguro Social     Emisión: {day(facts.issued, 'LONG')}", "D", 8)
    y = 84.0

    def block(title: str, rows: list[tuple[str, str]]) -> None:
        nonlocal y
        page.box(x, y, 490, 15, fill=hue("#DDDDDD"), stroke=None)
        page.text(x + 5, y + 11, title, "DB", 8.5)
        y += 27
        for a, b in rows:
            page.text(x + 8, y, a, "D", 8)
            y = page.wrapped(x + 160, y, 320, b, "DB", 8.5, 10.5) + 2
        y += 3

    block(
        "DATOS DE QUIEN COTIZA",
        [
            ("Nombre", head.full),
            ("NSS", data.nss()),
            ("CURP", head.curp),
            ("Agregado", facts.agregado),
            ("Condición", facts.estado),
            ("Atención médica", "SI" if data.right else "NO"),
            ("Clínica", facts.umf),
        ]
        + ([("Fin de vigencia", day(facts.valid_until))] if facts.valid_until else [])
        + [("Patrón", f"{data.registro(employer)} / {employer.name}") for employer in data.employers],
    )
    for n, kin in enumerate(data.kin, 1):
        block(
            f"FAMILIAR {n} DE {len(data.kin)}",
            [
                ("Nombre", kin.human.full),
                ("CURP", kin.human.curp),
                ("Parentesco con quien cotiza", kin.relation),
                ("Agregado", kin.agregado),
                ("Atención médica", "SI" if kin.right else "NO"),
            ],
        )
    page.text(x, 770, f"Aclaraciones: {data.phone()}    Emisión {data.folio()}", "D", 7)
    return page, truth(data)


@layout(FAMILY)
def family_first(data: Data) -> Drawn:
    """The family stands on top and the insured person at the foot of the sheet."""
    facts, head = data.facts, data.head
    page = Page()
    x = 50
    page.text(306, 50, "CONSTANCIA DE DERECHOHABIENTES VIGENTES", "FB", 15, "c")
    page.text(306, 66, "Departamento de Afiliación-Vigencia", "F", 10, "c")
    page.text(562, 90, day(facts.issued, "LONG"), "F", 9.5, "r")
    page.text(x, 110, "I. PERSONAS BENEFICIARIAS", "FB", 10)
    y = page.table(
        x,
        116,
        [22, 72, 182, 126, 52, 58],
        [["#", "Es", "Se llama", "Su CURP", "¿Vigente?", "Agreg."]]
        + [
            [n, kin.relation, kin.human.full, kin.human.curp, "SÍ" if kin.right else "NO", kin.agregado]
            for n, kin in enumerate(data.kin, 1)
        ],
        "F",
        8.8,
        fill=hue("#F5E6CC"),
        rules=True,
    )
    y += 30
    page.text(x, y, "II. PERSONA ASEGURADA DE QUIEN DERIVA EL DERECHO", "FB", 10)
    y += 6
    y = page.table(
        x,
        y,
        [150, 362],
        [
            ["Se llama", head.full],
            ["Su CURP", head.curp],
            ["Su número de seguridad social", data.nss("-")],
            ["¿Vigente?", "SÍ" if data.right else "NO"],
            ["Su agregado", facts.agregado],
            ["Unidad médica", f"UMF {data.clinic}" if facts.umf else ""],
            ["Vigencia al", day(facts.valid_until, "LONG")],
        ],
        "F",
        9.5,
        head=0,
    )
    y += 30
    page.text(x, y, "III. PATRÓN", "FB", 10)
    y += 16
    for employer in data.employers:
        page.text(x, y, f"{employer.name}   {data.registro(employer, '-')}", "F", 10)
        y += 15
    page.line(330, 690, 550, 690)
    page.text(440, 703, titled(data.somebody()), "F", 10, "c")
    page.text(440, 715, "Responsable de la ventanilla", "F", 9, "c")
    page.text(x, 715, f"Turno de ventanilla {data.folio(3)} · {data.folio()}", "F", 8)
    return page, truth(data, "estado", unscored=("estado",))
