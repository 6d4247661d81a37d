"""A label and its value, line after line: numbered, in two languages, after the value, at the far edge."""

from reportlab.lib.colors import white
from reportlab.lib.pagesizes import A4

from bench.fourth.data import Data
from bench.fourth.faces import width_of
from bench.fourth.layout import Drawn, layout
from bench.fourth.page import Page, hue
from bench.fourth.spelling import day, titled
from bench.fourth.told import truth


@layout()
def numbered(data: Data) -> Drawn:
    """Numbered lines of a form, the lists below numbered on."""
    facts, head = data.facts, data.head
    page = Page(A4)
    x = 60
    page.text(x, 56, "FORMATO VD-02", "GB", 9)
    page.text(535, 56, "Hoja 1 de 1", "G", 8, "r")
    page.text(x, 78, "Comprobante de vigencia de derechos", "GB", 15)
    page.line(x, 86, 535, 86, 1.5)
    items = [
        ("NSS", data.nss()),
        ("CURP", head.curp),
        ("Primer apellido", titled(head.first)),
        ("Segundo apellido", titled(head.second)),
        ("Nombre de pila", titled(head.given)),
        ("Fecha de nacimiento", data.born("-")),
        ("Sexo", titled(data.sex)),
        ("UMF de adscripción", facts.umf),
        ("Agregado médico", facts.agregado),
        ("Condición del asegurado", titled(facts.estado)),
        ("Derecho a los servicios médicos", "Sí" if data.right else "No"),
        ("Vence", day(facts.valid_until, "-")),
        ("Emisión de este comprobante", day(facts.issued, "-")),
    ]
    y = 108.0
    for n, (k, v) in enumerate(items, 1):
        page.text(x, y, f"{n}. {k}", "G", 9.5)
        page.text(x + 210, y, v or "(sin dato)", "GB", 9.5)
        y += 18
    n += 1
    page.text(x, y, f"{n}. Patrones con los que está dado de alta", "G", 9.5)
    y += 16
    for m, employer in enumerate(data.employers, 1):
        y = (
            page.wrapped(
                x + 20, y, 440, f"{n}.{m} {employer.name} — Registro patronal {data.registro(employer)}", "GB", 9
            )
            + 3
        )
    if not data.employers:
        page.text(x + 20, y, "(ninguno)", "GB", 9)
        y += 15
    n += 1
    page.text(x, y + 6, f"{n}. Beneficiarios dados de alta", "G", 9.5)
    y += 24
    for m, kin in enumerate(data.kin, 1):
        page.text(x + 20, y, f"{n}.{m} {titled(kin.human.full)}", "GB", 9)
        y += 13
        page.text(
            x + 44,
            y,
            f"a) CURP: {kin.human.curp}   b) Parentesco: {titled(kin.relation)}   c) Derecho a los servicios"
            f" médicos: {'Sí' if kin.right else 'No'}",
            "G",
            8.5,
        )
        y += 17
    if not data.kin:
        page.text(x + 20, y, "(ninguno)", "GB", 9)
    page.text(x, 800, f"Número de trámite {data.folio(11)} · Dudas: {data.phone()}", "G", 7.5)
    return page, truth(data, "kin_agregado")


@layout()
def bilingual(data: Data) -> Drawn:
    """Labels in Spanish and English."""
    facts, head = data.facts, data.head
    page = Page()
    x = 56
    page.text(306, 50, "CONSTANCIA DE VIGENCIA DE DERECHOS", "SB", 13, "c")
    page.text(306, 65, "CERTIFICATE OF ENTITLEMENT TO MEDICAL SERVICES", "SI", 10.5, "c")
    page.line(x, 76, 556, 76, 1)
    y = 96.0
    yes = "SÍ / YES" if data.right else "NO / NO"
    for es, en, v in (
        ("Nombre", "Full name", data.surnames_first(sep=", ")),
        ("Número de Seguridad Social", "Social Security Number", data.nss(" ")),
        ("CURP", "Population registry code", head.curp),
        ("Fecha de nacimiento", "Date of birth", data.born("mon ")),
        ("Nacionalidad", "Citizenship", "MEXICANA / MEXICAN"),
        ("Estatus", "Status", facts.estado or "—"),
        ("Con derecho al servicio médico", "Entitled to medical care", yes),
        ("Unidad de Medicina Familiar", "Family clinic", facts.umf or "—"),
        ("Agregado médico", "Medical suffix", facts.agregado or "—"),
        ("Vigente hasta", "Valid through", day(facts.valid_until, "mon ") or "—"),
        ("Lugar y fecha de expedición", "Issued at / on", "Tuxtla Gutiérrez, " + day(facts.issued, "mon ")),
    ):
        page.text(x, y, es, "SB", 9)
        page.text(x, y + 10, en, "SI", 7.5, color=hue("#666666"))
        page.text(260, y + 4, v, "S", 10)
        page.line(x, y + 15, 556, y + 15, 0.3)
        y += 26
    y += 6
    page.text(x, y, "Patrones activos / Active employers", "SB", 9)
    y += 6
    y = page.table(
        x,
        y,
        [110, 60, 330],
        [["Registro patronal / Employer ID", "Modalidad / Type", "Razón social / Company name"]]
        + [[data.registro(employer), employer.modality, employer.name] for employer in data.employers],
        "S",
        8,
    )
    y += 16
    if data.kin:
        page.text(x, y, "Beneficiarios / Dependants", "SB", 9)
        y += 6
        y = page.table(
            x,
            y,
            [180, 120, 80, 70, 50],
            [["Nombre / Name", "CURP", "Parentesco / Relationship", "Agregado / Suffix", "Derecho / Entitled"]]
            + [
                [
                    data.surnames_first(kin.human, ", "),
                    kin.human.curp,
                    kin.relation,
                    kin.agregado,
                    "SÍ" if kin.right else "NO",
                ]
                for kin in data.kin
            ],
            "S",
            8,
        )
    page.wrapped(
        x,
        y + 24,
        500,
        f"Folio / Reference: {data.folio()}. For verification call +52 55 {data.rng.randint(1000, 9999)}"
        f" {data.rng.randint(1000, 9999)} o visite / visit www.imss.gob.mx",
        "S",
        7.5,
    )
    return page, truth(data)


@layout()
def labels_right(data: Data) -> Drawn:
    """Values flush right, each before its label, which goes on as a sentence."""
    facts, head = data.facts, data.head
    page = Page()
    c = hue("#884EA0")
    page.text(556, 54, "VIGENCIA DE DERECHOS", "SB", 20, "r", c)
    page.text(556, 70, "certificado para trámites escolares", "S", 9, "r")
    y = 110.0
    for v, k in (
        (titled(head.full), "es la persona consultada"),
        (data.nss(" "), "es su número de seguridad social"),
        (head.curp, "es su CURP"),
        (facts.estado.capitalize(), "es su estado de aseguramiento"),
        ("Sí" if data.right else "No", "tiene derecho a servicio médico"),
        (facts.umf, "es su unidad de medicina familiar"),
        (facts.agregado, "es su agregado médico"),
        (day(facts.valid_until), "es el último día de cobertura"),
        (day(facts.issued), "es el día de esta impresión"),
    ):
        page.text(300, y, v or "—", "SB", 11, "r")
        page.text(310, y, k, "S", 9, color=c)
        y += 22
    y += 8
    page.line(56, y, 556, y, 0.5, c)
    y += 18
    for employer in data.employers:
        yy = page.wrapped(56, y, 244, employer.name, "SB", 9, 11, "r")
        page.text(310, y, f"le da de alta con el registro patronal {data.registro(employer)}", "S", 9, color=c)
        y = max(yy, y + 12) + 4
    if data.kin:
        y += 6
        page.line(56, y, 556, y, 0.5, c)
        y += 18
    for kin in data.kin:
        page.text(300, y, titled(kin.human.full), "SB", 9.5, "r")
        page.text(
            310, y, f"es {kin.relation.lower()} y {'sí' if kin.right else 'no'} tiene derecho", "S", 9, color=c
        )
        page.text(300, y + 12, kin.human.curp, "S", 9, "r")
        page.text(310, y + 12, "es su CURP", "S", 8, color=c)
        y += 32
    page.text(556, 750, f"{data.folio()}  número de operación", "S", 8, "r")
    return page, truth(data, "kin_agregado")


@layout()
def side_title(data: Data) -> Drawn:
    """The title runs up the left edge; values sit over a grey line with the label at the far right."""
    facts, head = data.facts, data.head
    page = Page()
    page.box(30, 40, 40, 700, fill=hue("#2C3E50"), stroke=None)
    page.turned(57, 720, "CONSTANCIA DE VIGENCIA DE DERECHOS · IMSS", "SB", 18, color=white)
    y = 70.0

    def row(v: str, k: str) -> None:
        nonlocal y
        if width_of(v, "SB", 10.5) > 330:
            y2 = page.wrapped(90, y - 11, 330, v, "SB", 9, 11) - 11
            y = max(y, y2)
        else:
            page.text(90, y, v, "SB", 10.5)
        page.text(570, y, k, "SI", 8.5, "r", hue("#666666"))
        page.line(90, y + 5, 570, y + 5, 0.3, hue("#999999"))
        y += 25

    row(data.surnames_first(sep=" / "), "apellidos / nombre")
    row(data.nss("10-1"), "seguro social")
    row(head.curp, "CURP")
    row(data.born("MON"), "nació")
    row(facts.estado, "situación")
    row("SÍ" if data.right else "NO", "derecho a servicio médico")
    row(facts.umf, "clínica")
    row(facts.agregado, "agregado")
    row(day(facts.valid_until, "MON"), "vigencia hasta")
    row(day(facts.issued, "MON"), "fecha del documento")
    for employer in data.employers:
        row(employer.name, "patrón")
        row(data.registro(employer, " "), "registro patronal")
    for kin in data.kin:
        row(kin.human.full, kin.relation.lower())
        row(kin.human.curp, "su CURP")
        row("SÍ" if kin.right else "NO", "su derecho a servicio médico")
    if y < 720:
        page.text(90, 735, f"Archivo {data.folio()}, {data.somebody()}", "S", 7.5)
    return page, truth(data, "kin_agregado")
