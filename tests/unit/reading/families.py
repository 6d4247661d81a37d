"""Families as a table that a person can read, and the ways in which a sheet may print one."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from mailproc.reading.model import Page, Word
from tests.documents import identifiers
from tests.unit.reading.drawing import Drawing, text_page
from tests.unit.reading.layouts import Facts, cards, label_lines, prose

ISSUED = date(2026, 8, 12)
GIVEN = {"H": ("JUAN CARLOS", "DIEGO", "LUIS", "PEDRO"), "M": ("ANA LAURA", "SOFIA", "ELENA", "ROSA")}
SURNAMES = ("PEREZ", "LOPEZ", "SOLIS", "GARCIA", "RUIZ", "CHAN")
FIGURES = {
    "HIJO": "3",
    "HIJA": "3",
    "HIJOS": "3",
    "ESPOSA": "2",
    "ESPOSO": "2",
    "CONCUBINA": "2",
    "PADRE": "4",
    "MADRE": "4",
}


@dataclass(frozen=True)
class Member:
    """Somebody of a family, on the day of the sheet."""

    relation: str
    name: str
    curp: str
    agregado: str
    right: str

    @property
    def cells(self) -> list[str]:
        """As a row of the table."""
        return [self.name, self.curp, self.relation, self.agregado, self.right]


def member(relation: str, age: int, sex: str, ground: str, rng: Random, right: str = "SI") -> Member:
    """Somebody of that age; the head where `relation` is ""."""
    born = date(ISSUED.year - age, rng.randint(1, 7), rng.randint(1, 28))
    given, first, second = rng.choice(GIVEN[sex]), rng.choice(SURNAMES), rng.choice(SURNAMES)
    curp = identifiers.curp(given, first, second, born=born, sex=sex, state="CS", rng=rng)
    agregado = f"{FIGURES.get(relation, '1')}{sex}{born.year}{ground if right == 'SI' else ''}"
    return Member(relation, f"{given} {first} {second}", curp, agregado, right)


def family_of(line: str) -> tuple[Facts, list[Member]]:
    """From a line of the table: "47 OR | HIJA 19, ESPOSA 45 NO"."""
    head, _, others = line.partition("|")
    age, ground = head.split()
    rng = Random(line)
    insured = member("", int(age), rng.choice("HM"), "" if ground == "-" else ground, rng)
    given, first, second = insured.name.rsplit(maxsplit=2)
    born = date(int(insured.agregado[2:6]), 1, 1)
    facts = Facts(
        nss=identifiers.nss(rng, born),
        curp=insured.curp,
        given=given,
        first=first,
        second=second,
        agregado=insured.agregado,
        registro="B1212345107",
        modality="10",
        employer="COMERCIALIZADORA DEL SURESTE SA DE CV",
    )
    if ground == "ES":
        facts = replace(facts, registro="A3399990326", modality="32")
    found = []
    for each in filter(None, (one.strip() for one in others.split(","))):
        relation, years, *right = each.split()
        sex = "M" if relation.endswith(("A", "MADRE")) else "H"
        found.append(member(relation, int(years), sex, facts.agregado[6:], rng, *right))
    return facts, found


# --- Ways of printing it ------------------------------------------------------------------------------------

HEADS = ["Nombre", "CURP", "Parentesco", "Agregado", "Con derecho"]
AT = [40.0, 250.0, 360.0, 430.0, 500.0]
LOW = 470.0


def _under(facts: Facts) -> Drawing:
    """The head, with room below."""
    return Drawing([run for run in label_lines(facts).runs if not run[2].startswith(("Cadena", "||"))])


def table(facts: Facts, others: list[Member]) -> list[Page]:
    return [text_page(label_lines(facts, tuple(one.cells for one in others)))]


def under_cards(facts: Facts, others: list[Member]) -> list[Page]:
    return [text_page(cards(facts, tuple(one.cells for one in others)))]


def table_without_its_head(facts: Facts, others: list[Member]) -> list[Page]:
    drawing = _under(facts)
    if others:
        drawing.put(60, LOW, "Beneficiarios registrados")
    drawing.table(LOW + 20, AT, *(one.cells for one in others))
    return [text_page(drawing)]


def table_without_a_heading(facts: Facts, others: list[Member]) -> list[Page]:
    drawing = _under(facts)
    if others:
        drawing.table(LOW, AT, HEADS, *(one.cells for one in others))
    return [text_page(drawing)]


def other_order(facts: Facts, others: list[Member]) -> list[Page]:
    """Parentesco first, SI or NO in the middle, the CURP last."""
    drawing = _under(facts)
    if others:
        drawing.put(60, LOW, "Grupo familiar")
    heads = ["Parentesco", "Nombre del beneficiario", "Derecho", "Agregado médico", "CURP"]
    rows = [[one.relation, one.name, one.right, one.agregado, one.curp] for one in others]
    drawing.table(LOW + 20, [40, 120, 320, 380, 480], *([heads, *rows] if rows else []))
    return [text_page(drawing)]


def a_card_each(facts: Facts, others: list[Member]) -> list[Page]:
    """A block of labels and values for each, two side by side."""
    drawing = _under(facts)
    if others:
        drawing.put(60, LOW, "Beneficiarios")
    for at, one in enumerate(others):
        x, y = 60 + 280 * (at % 2), LOW + 25 + 100 * (at // 2)
        rows = zip(("Nombre:", "CURP:", "Parentesco:", "Agregado médico:", "Con derecho:"), one.cells, strict=True)
        drawing.rows(y, *rows, left=x, right=x + 95, pitch=15)
    return [text_page(drawing)]


def a_column_each(facts: Facts, others: list[Member]) -> list[Page]:
    """The table lies on its side."""
    drawing = _under(facts)
    if others:
        drawing.put(60, LOW, "Beneficiarios")
    lines = zip(*(one.cells for one in others), strict=True)
    for at, (label, values) in enumerate(zip(HEADS, lines, strict=False)):
        drawing.put(40, LOW + 25 + 18 * at, label)
        for column, value in enumerate(values):
            drawing.put(120 + 160 * column, LOW + 25 + 18 * at, value)
    return [text_page(drawing)]


def a_line_each(facts: Facts, others: list[Member]) -> list[Page]:
    """HIJO: NAME, CURP …, agregado …, con derecho: SI"""
    drawing = _under(facts)
    if others:
        drawing.put(60, LOW, "Familiares derechohabientes")
    for at, one in enumerate(others):
        who = f"{at + 1}. {one.relation}: {one.name}, CURP {one.curp}"
        drawing.put(60, LOW + 25 + 18 * at, f"{who}, agregado {one.agregado}, con derecho: {one.right}")
    return [text_page(drawing)]


def a_line_each_without_a_heading(facts: Facts, others: list[Member]) -> list[Page]:
    """HIJO: NAME, CURP …, con derecho al servicio médico: SI"""
    drawing = _under(facts)
    for at, one in enumerate(others):
        who = f"{one.relation}: {one.name}, CURP {one.curp}"
        drawing.put(60, LOW + 25 + 12 * at, f"{who}, con derecho al servicio médico: {one.right}")
    return [text_page(drawing)]


def a_badge_each(facts: Facts, others: list[Member]) -> list[Page]:
    """Relation, name and CURP one below the other with no label of their own, two persons side by side."""
    drawing = _under(facts)
    if others:
        drawing.put(60, LOW, "BENEFICIARIOS")
    for at, one in enumerate(others):
        x, y = 60 + 260 * (at % 2), LOW + 25 + 90 * (at // 2)
        for line, text in enumerate((one.relation, one.name, one.curp, f"Con derecho: {one.right}")):
            drawing.put(x, y + 14 * line, text)
    return [text_page(drawing)]


def crosses_in_columns(facts: Facts, others: list[Member]) -> list[Page]:
    """A column headed SI and one headed NO, and in every row a cross."""
    drawing = _under(facts)
    if others:
        drawing.put(60, LOW, "Beneficiarios").put(440, LOW + 12, "Recibe servicio médico")
        rows = [
            [*one.cells[:4], *("X" if one.right == answer else "" for answer in ("SI", "NO"))] for one in others
        ]
        heads = ["Nombre", "CURP", "Parentesco", "Agregado", "SI", "NO"]
        for y, row in enumerate((heads, *rows)):
            for x, text in zip((30, 200, 320, 390, 460, 510), row, strict=True):
                if text:
                    drawing.put(x, LOW + 26 + 16 * y, text)
    return [text_page(drawing)]


def in_prose(facts: Facts, others: list[Member]) -> list[Page]:
    drawing = prose(facts)
    said = [
        f"{one.name}, CURP {one.curp}, {one.relation.lower()}, agregado {one.agregado}, con derecho: {one.right}"
        for one in others
    ]
    if said:
        words, line, y = f"Sus beneficiarios son: {'; '.join(said)}.".split(), "", 240.0
        for word in words:
            if len(line) + len(word) > 95:
                drawing.put(50, y, line)
                line, y = "", y + 15
            line = f"{line} {word}".strip()
        drawing.put(50, y, line)
    return [text_page(drawing)]


def before_the_head(facts: Facts, others: list[Member]) -> list[Page]:
    """The family stands at the top, the insured person below."""
    moved = [(x, y + 180, text) for x, y, text in _under(facts).runs if y > 60]
    drawing = Drawing(moved).put(180, 40, "Constancia de Vigencia de Derechos")
    if others:
        drawing.put(60, 70, "Beneficiarios").table(90, AT, HEADS, *(one.cells for one in others))
    drawing.put(60, 230, "Datos del asegurado")
    return [text_page(drawing)]


def beside_the_head(facts: Facts, others: list[Member]) -> list[Page]:
    """The head in the left half, the family in the right."""
    drawing = Drawing().put(180, 40, "Constancia de Vigencia de Derechos")
    pairs = [
        ("NSS", facts.nss),
        ("Nombre completo", facts.name),
        ("CURP", facts.curp),
        ("Agregado médico", facts.agregado),
        ("UMF", facts.umf),
        ("Con derecho al servicio médico", facts.right),
        ("Fecha de expedición", facts.issued),
    ]
    for at, (label, value) in enumerate(pairs):
        drawing.put(40, 90 + 40 * at, label).put(40, 103 + 40 * at, value)
    if others:
        drawing.put(340, 90, "Beneficiarios")
    for at, one in enumerate(others):
        for down, text in enumerate(
            (one.name, f"{one.relation}  {one.agregado}  {one.right}", f"CURP {one.curp}")
        ):
            drawing.put(340, 115 + 60 * at + 14 * down, text)
    return [text_page(drawing)]


def on_a_second_page(facts: Facts, others: list[Member]) -> list[Page]:
    if not others:
        return [text_page(_under(facts))]
    second = (
        Drawing().put(60, 40, "Constancia de Vigencia de Derechos, página 2 de 2").put(60, 70, "Beneficiarios")
    )
    second.table(90, AT, HEADS, *(one.cells for one in others))
    return [text_page(_under(facts), 1), text_page(second, 2)]


def on_a_bare_second_page(facts: Facts, others: list[Member]) -> list[Page]:
    """Without any title."""
    if not others:
        return [text_page(_under(facts))]
    second = Drawing()
    second.table(90, AT, HEADS, *(one.cells for one in others))
    return [text_page(_under(facts), 1), text_page(second, 2)]


def pages_the_wrong_way_round(facts: Facts, others: list[Member]) -> list[Page]:
    pages = on_a_second_page(facts, others)
    return [replace(page, number=at) for at, page in enumerate(reversed(pages), 1)]


WAYS: dict[str, Callable[[Facts, list[Member]], list[Page]]] = {
    way.__name__: way
    for way in (
        table, under_cards, table_without_its_head, table_without_a_heading, other_order, a_card_each,
        a_column_each, a_line_each, a_line_each_without_a_heading, a_badge_each, crosses_in_columns, in_prose,
        before_the_head, beside_the_head, on_a_second_page, on_a_bare_second_page, pages_the_wrong_way_round,
    )
}  # fmt: skip


# --- What a copy may lose -----------------------------------------------------------------------------------

CURP = re.compile(r"[A-Z]{4}\d{6}[HM][A-Z]{5}[0-9A-Z]\d")
AGREGADO = re.compile(r"[1-6][HM]\d{4}(?:[A-Z]{2})?")
HEADINGS = re.compile(r"(?i)beneficiari[oa]s?|registrados|familiares|derechohabientes|grupo|familiar|parentesco")

Loss = Callable[[Word, Facts, list[Member]], str]


def torn(text: str) -> str:
    """As an engine tears a CURP: a space, and a letter too many."""
    return CURP.sub(lambda found: f"{found[0][:8]} I{found[0][9:11]}I{found[0][11:]}", text)


LOSSES: dict[str, Loss] = {
    "the first beneficiary's CURP": lambda word, _, others: (
        torn(word.text) if others and others[0].curp in word.text else word.text
    ),
    "all beneficiaries' CURPs": lambda word, facts, _: (
        torn(word.text) if CURP.search(word.text) and facts.curp not in word.text else word.text
    ),
    "all CURPs": lambda word, *_: torn(word.text),
    "every parentesco": lambda word, *_: "" if word.text.strip(".,;:").upper() in FIGURES else word.text,
    "the beneficiaries' agregados": lambda word, facts, _: (
        word.text if facts.agregado in word.text else AGREGADO.sub("", word.text)
    ),
    "all agregados": lambda word, *_: AGREGADO.sub("", word.text),
    "all dates": lambda word, *_: "" if re.search(r"\d{2}/\d{2}/\d{4}|agosto|2026", word.text) else word.text,
    "the headings": lambda word, *_: "" if HEADINGS.fullmatch(word.text.strip(":")) else word.text,
}


def without(loss: Loss, pages: list[Page], facts: Facts, others: list[Member]) -> list[Page]:
    """The pages with that lost."""
    return [
        replace(
            page,
            layers=tuple(
                replace(
                    layer,
                    words=tuple(
                        replace(word, text=text) for word in layer.words if (text := loss(word, facts, others))
                    ),
                )
                for layer in page.layers
            ),
        )
        for page in pages
    ]
