"""Several papers in one file: which pages are one sheet, and what of another's is never mixed in."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest

from mailproc.reading.model import Document, Hints
from mailproc.reading.read import read_pages
from tests.documents import identifiers
from tests.unit.reading.drawing import Drawing, text_page
from tests.unit.reading.layouts import (
    CHILD_ROW,
    COLUMNS,
    HEAD_OF_TABLE,
    PARENT,
    SISTER_ROW,
    STUDENT,
    Facts,
    cards,
    label_lines,
    phone,
    prose,
)

CLASSMATE = replace(STUDENT, nss="55551234127", curp="PELA080920MCSRPNA8", given="ANA", agregado="1M2008ES")
SISTERS_OWN = replace(CLASSMATE, agregado="3M2008OR", nss=PARENT.nss, registro="B1212345107", modality="10")
SONS_OWN = replace(STUDENT, agregado="3H2005OR", nss=PARENT.nss, registro="B1212345107", modality="10")


def dense(facts: Facts) -> Drawing:
    """Small print: the number in groups beside a label that wraps around it."""
    drawing = Drawing().put(40, 40, "Constancia de Vigencia de Derechos")
    number = f"{facts.nss[:4]} {facts.nss[4:6]} {facts.nss[6:10]} {facts.nss[10]}"
    drawing.put(40, 80, "Número de Seguridad").put(160, 80, number).put(40, 92, "Social:")
    drawing.put(300, 80, "Nombre:").put(360, 80, facts.name)
    drawing.put(40, 110, "CURP:").put(160, 110, facts.curp).put(300, 110, "Estado:").put(360, 110, facts.estado)
    drawing.put(40, 125, "Agregado médico:").put(160, 125, facts.agregado)
    drawing.put(40, 140, "Con derecho al servicio médico:").put(230, 140, facts.right)
    return drawing.put(40, 155, "Fecha de expedición:").put(160, 155, facts.issued)


def part(drawing: Drawing, low: float, high: float) -> Drawing:
    """What stands between two heights."""
    return Drawing([run for run in drawing.runs if low <= run[1] < high])


def lines(*said: str) -> Drawing:
    drawing = Drawing()
    for at, line in enumerate(said):
        drawing.put(60, 60 + 24 * at, line)
    return drawing


KIN = Drawing().put(60, 40, "Constancia de Vigencia de Derechos, página 2 de 2").put(60, 70, "Beneficiarios")
KIN.table(90, COLUMNS, HEAD_OF_TABLE, CHILD_ROW)
BARE_KIN = Drawing()
BARE_KIN.table(90, COLUMNS, HEAD_OF_TABLE, CHILD_ROW)
OTHERS_NSS = identifiers.nss(Random(3), date(2006, 5, 1))

PAGES = {
    "son": label_lines(STUDENT),
    "son's again": label_lines(STUDENT),
    "son's old one": label_lines(replace(STUDENT, issued="01/02/2026", right="NO", estado="BAJA", agregado="1H2005")),
    "son, upper half": part(label_lines(STUDENT), 0, 250),
    "son, lower half": part(label_lines(STUDENT), 250, 900),
    "mate": cards(CLASSMATE),
    "mate, dense": dense(CLASSMATE),
    "mate, phone": phone(CLASSMATE),
    "mate, prose": prose(CLASSMATE),
    "father": label_lines(PARENT),
    "father's kin": KIN,
    "father's kin, bare": BARE_KIN,
    "father and kin": label_lines(PARENT, (CHILD_ROW,)),
    "made out for the son": label_lines(SONS_OWN),
    "made out for his sister": label_lines(SISTERS_OWN),
    "blank": Drawing(),
    "small print": lines("Los datos personales se protegen conforme a la ley de la materia.", "Página 2 de 2"),
    "seal": lines("Cadena original", f"||1.0|{STUDENT.nss}|{STUDENT.curp}|12/08/2026||", "Sello digital", "aB3+/Zk9=="),
    "mate's INE": lines("Instituto Nacional Electoral", "Credencial para votar", f"CURP {CLASSMATE.curp}"),
    "mate's CURP": lines("Clave Única de Registro de Población", CLASSMATE.curp, "Registro Nacional de Población"),
    "mate's weeks": lines("Constancia de Semanas Cotizadas en el IMSS", f"NSS: {CLASSMATE.nss}", CLASSMATE.curp),
    "mate's kardex": lines("Kárdex", f"CURP: {CLASSMATE.curp}", f"NSS: {OTHERS_NSS}", "Situación: VIGENTE"),
    "mate's list": lines("Lista de alumnos", f"CURP: {CLASSMATE.curp}", "Turno: MATUTINO"),
    "mate's receipt": lines("Recibo de inscripción", f"Nombre: {CLASSMATE.name}", f"CURP: {CLASSMATE.curp}"),
}  # fmt: skip

# The file's pages, and with | where one paper ends and the next begins.
TABLE = """
son | mate
mate | son
son | mate, dense
mate, dense | son
son | mate, phone
mate, prose | son
son | mate | father and kin
son + son's again
son | son's old one
son + blank
son + blank | mate
son + small print
son + seal
son + seal | mate
son, upper half + son, lower half
son, upper half + son, lower half | mate
father + father's kin
father + father's kin, bare
father's kin + father
father + father's kin | mate
mate | father + father's kin
father and kin | mate
made out for the son | made out for his sister
son | mate's INE
son | mate's CURP
son | mate's weeks
son | mate's kardex
son | mate's list
son | mate's receipt
mate's INE | son
mate's CURP | son | mate's weeks
mate's kardex | son
mate's list | father + father's kin
"""
FILES = TABLE.strip().splitlines()
OF = {
    "son": STUDENT.curp,
    "mate": CLASSMATE.curp,
    "father": STUDENT.curp,
    "made out for his sister": CLASSMATE.curp,
}
"""Whose the values of a sheet are that begins so."""


@pytest.mark.parametrize("file", FILES)
def test_pages_are_parted_into_sheets(file: str) -> None:
    papers = [paper.split(" + ") for paper in file.split(" | ")]
    pages = [text_page(PAGES[name], at) for at, name in enumerate((name for paper in papers for name in paper), 1)]
    readings = read_pages(pages, Hints())
    at = iter(range(1, len(pages) + 1))
    assert [reading.pages for reading in readings] == [tuple(next(at) for _ in paper) for paper in papers]
    for paper, reading in zip(papers, readings, strict=True):
        if reading.document is not Document.CONSTANCIA:
            continue
        whose = max((name for name in OF if paper[0].startswith(name)), key=len, default="son")
        assert reading.curp is not None
        assert (reading.curp.value, reading.curp.trusted) == (OF[whose], True), paper


def test_two_of_a_file_in_either_order_never_mix() -> None:
    sheets = {"son": STUDENT, "mate": CLASSMATE, "mate, dense": CLASSMATE, "mate, phone": CLASSMATE}
    for one, own in sheets.items():
        for other in sheets:
            for reading in read_pages([text_page(PAGES[one], 1), text_page(PAGES[other], 2)], Hints())[:1]:
                assert reading.nss is None or not reading.nss.trusted or reading.nss.value == own.nss


def test_siblings_on_one_parents_number_keep_their_own_answers() -> None:
    no = replace(SISTERS_OWN, right="NO", estado="BAJA", agregado="3M2008")
    readings = read_pages([text_page(label_lines(SONS_OWN), 1), text_page(label_lines(no), 2)], Hints())
    said = [(one.curp, one.vigente) for one in readings]
    assert [(curp and curp.value, right and right.value) for curp, right in said] == [
        (STUDENT.curp, True),
        (CLASSMATE.curp, False),
    ]
    assert SISTER_ROW[1] == CLASSMATE.curp
