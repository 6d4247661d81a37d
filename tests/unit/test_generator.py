"""The synthetic sheets are what they claim: valid identifiers, the truth in print, one sheet for one seed."""

import re
from datetime import date
from pathlib import Path
from random import Random

import pypdfium2 as pdfium
import pytest
from stdnum import luhn
from stdnum.mx import curp as stdnum_curp

from mailproc.reading.model import Document, Holder
from tests.documents import (
    ADVERSARIAL,
    CASES,
    LAYOUTS,
    LOOKALIKES,
    TODAY,
    UNRELATED,
    generate,
    identifiers,
    people,
)
from tests.documents.sheets import fonts
from tests.documents.sheets.facts import CONSTANCIAS

CURP = re.compile(r"[A-Z]{4}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-J]\d")


def squeezed(text: str) -> str:
    """Upper case without white space or soft hyphens: PDF text breaks lines where it likes."""
    return re.sub(r"[\s\u00ad\ufffe\u0002]", "", text).upper()


def bare(text: str) -> str:
    """Its letters and digits: cells and broken lines lose or add hyphens."""
    return re.sub(r"[\W_]", "", squeezed(text))


def visible(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    return squeezed("".join(document[index].get_textpage().get_text_bounded() for index in range(len(document))))


def students(count: int) -> list[people.Human]:
    rng = Random(5)
    return [people.human(rng, ages=(0, 70), today=TODAY) for _ in range(count)]


def test_every_invented_curp_is_valid_by_python_stdnum() -> None:
    for someone in students(3000):
        assert CURP.fullmatch(someone.curp), someone
        as_binary = someone.curp if someone.sex != "X" else None
        if as_binary:
            assert stdnum_curp.is_valid(as_binary), someone
            assert stdnum_curp.get_birth_date(as_binary) == someone.born
        assert someone.curp[:4] not in identifiers.FORBIDDEN


def test_the_legal_sex_x_occurs_and_is_rare() -> None:
    rng = Random(1)
    count = sum(people.student(rng, TODAY).sex == "X" for _ in range(3000))
    assert 5 <= count <= 90


def test_every_invented_nss_passes_luhn_and_some_start_with_zero() -> None:
    numbers = [someone.nss for someone in students(1000)]
    assert all(len(number) == 11 and luhn.is_valid(number) for number in numbers)
    assert any(number.startswith("0") for number in numbers)


def test_registrations_pass_luhn_with_the_letter_as_a_number() -> None:
    rng = Random(2)
    for registro in [people.OURS, *(identifiers.registro(rng, "10") for _ in range(500))]:
        assert len(registro) == 11
        head = str(ord(registro[0]) - 55) if registro[0].isalpha() else registro[0]
        assert luhn.is_valid(head + registro[1:])
    assert people.OURS[8:10] == "32"


@pytest.mark.parametrize(
    ("given", "first", "second", "start", "inner"),
    [
        ("MARIA JOSE", "DE LA CRUZ", "PEÑA", "CUPJ", "RXS"),
        ("JOSE", "ÑAÑEZ", "LOPEZ", "XALJ", "XPS"),
        ("LUIS", "IBAÑEZ", "", "IAXL", "BXS"),
        ("ANA", "VACA", "CRUZ", "VXCA", "CRN"),
        ("MA. ELENA", "MONTES DE OCA", "PUERTO", "MOPE", "NRL"),
        ("UMA ABIGAIL", "CAL", "OCHOA", "CAOU", "LCM"),
    ],
)
def test_curp_letters_follow_the_rules_of_names(
    given: str, first: str, second: str, start: str, inner: str
) -> None:
    made = identifiers.curp(given, first, second, born=date(2004, 2, 29), sex="M", state="CS", rng=Random(1))
    assert made[:4] == start
    assert made[4:13] == "040229MCS"
    assert made[13:16] == inner


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_truth_stands_in_the_text_of_every_layout_and_case(layout: str, case: str) -> None:
    for seed in (1, 2):
        pdf, sheet = generate(seed, layout=layout, case=case)
        text = visible(pdf)
        # A letter says its dates in words, a paper form puts them into cells.
        dated = layout in {"letter", "boxes"}
        parts = [part for part in sheet.printed if not (dated and re.search(r"20\d\d|\d:\d\d", part))]
        # Word by word: where values are drawn bottom up, the lines of a wrapped one come in reverse.
        missing = [word for part in parts for word in part.split() if bare(word) not in bare(text)]
        assert not missing
        assert sheet.document is Document.CONSTANCIA
        lines = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
        broken = [person.curp for person in sheet.people if person.curp not in lines]
        assert not broken or layout in {"prose", "letter", "boxes"}, (
            "sentences and cells break codes, no other does"
        )
        assert sheet.pages == len(pdfium.PdfDocument(pdf))
        assert (layout, case, seed) == (sheet.layout, sheet.case, sheet.seed)


@pytest.mark.parametrize("case", [*LOOKALIKES, *UNRELATED])
def test_lookalikes_are_not_constancias(case: str) -> None:
    pdf, sheet = generate(3, case=case)
    text = visible(pdf)
    assert sheet.document is not Document.CONSTANCIA
    assert sheet.vigente is None
    assert "VIGENCIADEDERECHOS" not in text.replace("LAVIGENCIADEDERECHOSNI", "")
    assert all(squeezed(part) in text for part in sheet.printed)


@pytest.mark.parametrize("case", ADVERSARIAL)
def test_adversarial_sheets_hold_their_trap(case: str) -> None:
    for seed in range(5):
        pdf, sheet = generate(seed, case=case)
        text = visible(pdf)
        assert sheet.case == case
        assert sheet.document is Document.CONSTANCIA
        if "nss" not in sheet.untrustable:
            assert sheet.nss
            assert luhn.is_valid(sheet.nss)
            assert sheet.nss in text.replace("-", "")
        if case.startswith("broken_"):
            assert sheet.problems == {"check_digit"}
            broken = case.removeprefix("broken_")
            valid = luhn.is_valid(sheet.nss) if broken == "nss" else stdnum_curp.is_valid(sheet.curp)
            assert not valid


def test_parents_sheets_have_a_student_among_the_beneficiaries() -> None:
    for seed in range(30):
        _, sheet = generate(seed, case="parent_siblings")
        assert sheet.holder is Holder.BENEFICIARIO
        assert sheet.nss is None
        student = next(person for person in sheet.people if person.curp == sheet.curp)
        assert student.role is Holder.BENEFICIARIO
        assert student.right == sheet.vigente
        head = sheet.people[0]
        assert TODAY.year - int(head.agregado[2:6]) >= 40


def test_a_student_with_children_stays_the_head() -> None:
    _, sheet = generate(4, case="kids")
    assert sheet.holder is Holder.TITULAR
    assert sheet.nss == sheet.people[0].nss
    assert len(sheet.people) > 1


def test_a_seed_gives_one_sheet_for_ever() -> None:
    assert generate(11) == generate(11)
    assert generate(11)[1] != generate(12)[1]
    assert generate(11, today=date(2027, 2, 1))[1].issued != generate(11)[1].issued


@pytest.mark.sweep
def test_a_mixed_set_holds_every_case_and_layout() -> None:
    drawn = [generate(seed)[1] for seed in range(500)]
    assert {sheet.layout for sheet in drawn} == set(LAYOUTS)
    assert {sheet.case for sheet in drawn} == set(CONSTANCIAS)


def test_sheets_say_the_same_where_no_fonts_are_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _, with_fonts = generate(2, layout="cards", case="kids")
    monkeypatch.setattr(fonts, "ROOT", tmp_path)
    fonts.face.cache_clear()
    try:
        pdf, sheet = generate(2, layout="cards", case="kids")
    finally:
        fonts.face.cache_clear()
    assert sheet == with_fonts
    assert sheet.curp in visible(pdf)
    assert b"TrueType" not in pdf
