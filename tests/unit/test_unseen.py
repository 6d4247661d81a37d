"""The generator kept aside: its people are valid, its sheets are reproducible, its score is just."""

import io
from dataclasses import replace
from random import Random

import pypdfium2 as pdfium
import pytest
from PIL import Image
from stdnum import luhn
from stdnum.mx import curp as renapo

from bench.unseen import app, cases, chromium
from bench.unseen.cases import CASES, OURS, TODAY, facts
from bench.unseen.copies import COPIES, Original
from bench.unseen.generate import APP, PAPER_ONLY, Item, generate
from bench.unseen.lookalikes import LOOKALIKES, OTHERS
from bench.unseen.people import curp_of, human, registro_of
from bench.unseen.score import score
from bench.unseen.sheets import LAYOUTS
from mailproc.reading.model import Document, Field, FileReading, Holder, Reading


def test_invented_people_have_valid_numbers() -> None:
    rng = Random(3)
    for _ in range(300):
        who = human(rng, ages=(0, 60), today=TODAY)
        assert renapo.validate(who.curp) == who.curp
        assert luhn.validate(who.nss) == who.nss
        assert len(who.nss) == 11


def test_the_registro_of_the_institute_obeys_the_rule_for_invented_ones() -> None:
    made = registro_of(Random(1), "32")
    assert (len(made), made[8:10]) == (11, "32")
    spelled = str(ord(OURS.registro[0]) - ord("A") + 10) + OURS.registro[1:]
    assert luhn.is_valid(spelled)


@pytest.mark.parametrize(
    ("given", "first", "second", "start"),
    [
        ("MARÍA DEL ROSARIO", "DE LA TORRE", "ÑUÑO", "TOXR"),
        ("JOSÉ EMIR", "OSORIO", "", "OOXE"),
        ("ELÍAS", "BUENO", "ESPONDA", "BUEE"),
        ("ELÍAS", "PENAGOS", "NERI", "PXNE"),
    ],
)
def test_curp_initials(given: str, first: str, second: str, start: str) -> None:
    assert curp_of(given, first, second, "M", TODAY, "CS", "A").startswith(start)


@pytest.mark.parametrize("case", CASES)
def test_every_case_has_a_truth_on_the_students_side(case: str) -> None:
    for seed in range(12):
        rng = Random(f"{case}{seed}")
        made = facts(rng, case)
        _, truth = app.screen(made, rng)
        child = case == "parent"
        assert truth.holder is (Holder.BENEFICIARIO if child else Holder.TITULAR)
        assert truth.curp == made.student.curp
        assert (truth.nss is None) is child
        assert truth.vigente is (case not in ("baja", "blank"))
        if case in ("ours", "both"):
            assert any(employer.name == OURS.name for employer in truth.employers)


def test_every_layout_and_lookalike_prints_its_values() -> None:
    sheets = [(name, layout(facts(Random(name), "both"), Random(name))) for name, layout in LAYOUTS.items()]
    sheets += [(name, make(Random(name))) for name, make in (LOOKALIKES | OTHERS).items()]
    for (name, sheet), pdf in zip(sheets, chromium.printed([sheet.pages for _, sheet in sheets]), strict=True):
        document = pdfium.PdfDocument(pdf)
        text = "".join(page.get_textpage().get_text_range() for page in document)
        for value in (sheet.truth.curp, sheet.truth.nss):
            bare = "".join(char for char in text if char.isalnum())
            assert value is None or value in bare, name


@pytest.mark.parametrize("kind", COPIES)
def test_every_copy_is_a_file_of_its_own_kind(kind: str) -> None:
    rng = Random(kind)
    screen, _ = app.screen(facts(rng, "job"), rng)
    content, name = COPIES[kind](rng, Original(b"", screen.resize((540, screen.height // 2)), ""))
    if name.endswith(".pdf"):
        assert len(pdfium.PdfDocument(content)) == 1
    else:
        assert min(Image.open(io.BytesIO(content)).size) > 300


def test_a_seed_gives_the_same_items() -> None:
    one, two = list(generate(6, 11)), list(generate(6, 11))
    assert [(item.name, item.truth, item.copy, item.layout) for item in one] == [
        (item.name, item.truth, item.copy, item.layout) for item in two
    ]
    assert all(item.layout != APP or item.copy not in PAPER_ONLY for item in one)
    assert [item.truth for item in generate(6, 12)] != [item.truth for item in one]


def _item() -> Item:
    rng = Random("score")
    _, truth = app.screen(cases.facts(rng, "ours"), rng)
    return Item(0, b"", "a.png", truth, "as_is", APP)


def _reading(item: Item, **changes: object) -> FileReading:
    def given(value: object) -> Field[object] | None:
        return None if value is None else Field(value, trusted=True, confidence=1.0)

    names = (
        "nss",
        "curp",
        "name",
        "vigente",
        "estado",
        "agregado",
        "umf",
        "employers",
        "issued",
        "valid_until",
        "holder",
    )
    fields = {name: given(getattr(item.truth, name)) for name in names}
    reading = replace(Reading(document=item.truth.document, pages=(1,)), **fields, people=item.truth.people)
    return FileReading(item.name, "", "image/png", (replace(reading, **changes),))


def test_a_perfect_reading_is_read_and_sure() -> None:
    item = _item()
    found = score(item, _reading(item), 0.1)
    assert found.read
    assert found.sure
    assert found.people
    assert not found.wrong


def test_an_untrusted_error_is_a_miss_and_a_trusted_one_is_wrong() -> None:
    item = _item()
    false = Field("00000000000", trusted=False, confidence=0.4)
    missed = score(item, _reading(item, nss=false), 0.1)
    assert not missed.read
    assert not missed.wrong
    wrong = score(item, _reading(item, nss=replace(false, trusted=True)), 0.1)
    assert [one.field for one in wrong.wrong] == ["nss"]


def test_silence_about_the_document_is_a_miss_and_another_name_is_wrong() -> None:
    item = _item()
    empty = FileReading(item.name, "", "image/png", (Reading(Document.DESCONOCIDO, (1,)),))
    assert not score(item, empty, 0.1).wrong
    mistaken = FileReading(item.name, "", "image/png", (Reading(Document.SEMANAS, (1,)),))
    assert [one.field for one in score(item, mistaken, 0.1).wrong] == ["document"]


def test_a_blank_employer_name_is_a_miss_and_a_missing_employer_is_wrong() -> None:
    item = _item()
    (ours,) = item.truth.employers
    blank = Field((replace(ours, name=""),), trusted=True, confidence=1.0)
    found = score(item, _reading(item, employers=blank), 0.1)
    assert "employers" not in found.right
    assert not found.wrong
    for value in ((), (replace(ours, name="OTRA ESCUELA"),), (ours, ours)):
        told = Field(value, trusted=True, confidence=1.0)
        assert [one.field for one in score(item, _reading(item, employers=told), 0.1).wrong] == ["employers"]
