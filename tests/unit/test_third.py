"""The third generator: valid people, sheets that say what their truth says, copies that show what they should."""

import io
import re
import zipfile
from dataclasses import replace
from random import Random

import pillow_heif
import pypdfium2 as pdfium
import pytest
from PIL import Image
from stdnum import luhn
from stdnum.mx import curp as renapo

from bench.item import Kind
from bench.third import files, ink, others, places
from bench.third.camera import desk, photographed, pose
from bench.third.copies import COPIES, SCREEN, WHOLE
from bench.third.generate import Third, made
from bench.third.people import STATES, agregado_of, human, letters_of, registro_of
from bench.third.sheets import LAYOUTS, Sheet, constancia
from bench.third.shots import Copied, Original
from bench.third.situations import CASES, OURS, TODAY, facts
from mailproc.reading.model import Document, Holder

pytestmark = pytest.mark.sweep  # of the bench, not of the program

THIRD = Third()


def squeezed(text: str) -> str:
    """Letters and digits alone, in upper case."""
    return "".join(char for char in text.upper() if char.isalnum())


def printed(sheet: Sheet) -> str:
    """All text of the sheet's PDF, page after page."""
    document = pdfium.PdfDocument(ink.pdf(sheet.layout, sheet.shape, sheet.drawn))
    return "".join(page.get_textpage().get_text_range() for page in document)


def sheet(layout: str, case: str, seed: int = 1, *, two_pages: bool = False) -> Sheet:
    rng = Random(f"{layout}{case}{seed}")
    return constancia(facts(rng, case), LAYOUTS[layout], rng, two_pages=two_pages)


def test_invented_people_have_valid_numbers() -> None:
    rng = Random(1)
    people = [human(rng, TODAY, (0, 70)) for _ in range(600)]
    for who in people:
        assert re.fullmatch(r"[A-Z]{4}\d{6}[HMX][A-Z]{2}[B-DF-HJ-NP-TV-Z]{3}[0-9A-J]\d", who.curp), who
        assert renapo.calc_check_digit(who.curp) == who.curp[-1]
        assert who.sex == "X" or renapo.is_valid(who.curp)
        assert luhn.is_valid(who.nss)
        assert 0 <= who.age(TODAY) <= 70
        assert who.curp[16].isdigit() is (who.born.year < 2000)
    assert {who.state for who in people} == set(STATES)
    assert {who.sex for who in people} == set("HMX")
    assert any(not who.second for who in people)
    assert any(who.curp[1] == "X" for who in people)


@pytest.mark.parametrize(
    ("given", "first", "second", "initials", "inner"),
    [
        ("MARÍA DE LA LUZ", "DE LA CRUZ", "MUÑOZ", "CUML", "RXZ"),
        ("MARÍA", "ÑECO", "", "XEXM", "CXR"),
        ("J. JESÚS", "NG", "PONCE DE LEÓN", "NXPJ", "GNS"),
        ("ADÁN", "VACA", "CRUZ", "VXCA", "CRD"),
        ("JOSÉ MARÍA", "MAC GREGOR", "VON RAESFELD", "GERM", "RSR"),
        ("INÉS", "ESPINOSA DE LOS MONTEROS", "SCHMDT", "EISI", "SCN"),
    ],
)
def test_curp_letters_follow_the_rules_of_names(
    given: str, first: str, second: str, initials: str, inner: str
) -> None:
    assert letters_of(given, first, second) == (initials, inner)


def test_a_registro_has_its_modality_and_check_digit_and_ours_obeys_the_same_rule() -> None:
    for registro in [OURS.registro, *(registro_of(Random(seed), "32") for seed in range(50))]:
        spelled = registro if registro[0].isdigit() else f"{ord(registro[0]) - 55}{registro[1:]}"
        assert luhn.is_valid(spelled)
        assert registro[8:10] == "32"


def test_the_older_agregado_writes_f_for_women() -> None:
    woman = human(Random(1), TODAY, (20, 20), sex="M")
    assert agregado_of(1, woman, "ES") == f"1M{woman.born.year}ES"
    assert agregado_of(1, woman, "ES", older=True) == f"1F{woman.born.year}ES"


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_truth_stands_in_print_in_every_layout(layout: str) -> None:
    first = list(LAYOUTS).index(layout) % 4
    for case in list(CASES)[first::4]:
        one = sheet(layout, case)
        text, truth = squeezed(printed(one)), one.truth
        assert truth.document is Document.CONSTANCIA
        values = [person.curp for person in truth.people] + [employer.registro for employer in truth.employers]
        values += [each for each in (truth.agregado, truth.people[0].nss) if each]
        values += [word for employer in truth.employers for word in employer.name.split()]
        assert [value for value in values if squeezed(value) not in text] == []


def test_a_childs_sheet_has_no_nss_and_the_childs_own_right() -> None:
    for case, right in (("parent", True), ("parent_no", False), ("parent_baja", False), ("spouse", True)):
        truth = sheet("duo", case).truth
        assert truth.holder is Holder.BENEFICIARIO
        assert truth.nss is None
        assert truth.vigente is right
        assert truth.curp in [person.curp for person in truth.people if person.role is Holder.BENEFICIARIO]
    assert sheet("duo", "siblings").truth.untrustable >= {"curp", "name"}
    assert sheet("duo", "own_children").truth.holder is Holder.TITULAR


@pytest.mark.parametrize("field", ["nss", "curp"])
def test_a_broken_number_fails_its_check_digit(field: str) -> None:
    truth = sheet("ruled", f"broken_{field}").truth
    assert truth.untrustable == {field}
    value = getattr(truth, field)
    assert not (luhn.is_valid(value) if field == "nss" else renapo.calc_check_digit(value) == value[-1])


def test_a_third_of_the_layouts_is_held_aside() -> None:
    assert sum(layout.held_aside for layout in LAYOUTS.values()) * 3 == len(LAYOUTS) >= 8 + 4


@pytest.mark.parametrize("sort", [*others.LOOKALIKES, *others.OTHERS])
def test_other_papers_print_what_their_truth_says_and_are_no_constancia(sort: str) -> None:
    paper = others.paper(sort, Random(sort))
    text = squeezed(printed(paper))
    assert paper.truth.document is not Document.CONSTANCIA
    for value in (paper.truth.nss, paper.truth.curp):
        assert value is None or value in text


def test_the_family_moves_to_a_second_page() -> None:
    one = sheet("ruled", "parent", two_pages=True)
    document = pdfium.PdfDocument(ink.pdf(one.layout, one.shape, one.drawn))
    assert len(document) == 2
    assert one.truth.curp not in squeezed(document[0].get_textpage().get_text_range())


def test_a_cut_hides_what_stands_below_it_and_nothing_above() -> None:
    one = sheet("ruled", "ours")
    pdf = ink.pdf(one.layout, one.shape, one.drawn)
    assert places.hidden(pdf, one.shown, (0.0, 1.0)) == frozenset()
    gone = places.hidden(pdf, one.shown, (0.0, 0.25))
    assert "employers" in gone
    assert "document" not in gone
    assert "document" in places.hidden(pdf, one.shown, (0.5, 1.0))
    assert not replace(one.truth, hidden=gone | {"vigente"}).whole


def test_the_camera_looks_at_the_whole_sheet_however_it_bends() -> None:
    rng = Random(4)
    page = files.drawn(ink.pdf("ruled", "letter", sheet("ruled", "ours").drawn), 60)[0].copy()
    for y, x in ((0, 0), (0, -40), (-40, 0), (-40, -40)):
        page[y : y + 40 or None, x : x + 40 or None] = (255, 0, 0)
    for bend in (0.0, 0.06):
        seen = photographed(page, pose(rng, lean=12, bend=bend), desk(rng, 600, 800)).astype(int)
        red = (seen[..., 0] > 150) & (seen[..., 1] < 90) & (seen[..., 2] < 90)
        for half in (red[:400, :300], red[:400, 300:], red[400:, :300], red[400:, 300:]):
            assert half.sum() > 300


def copied(kind: str) -> Copied:
    one = sheet("duo", "parent", two_pages=kind in WHOLE)
    original = Original(ink.pdf(one.layout, one.shape, one.drawn), nss="12345678903")
    return COPIES[kind][1](Random(kind), original)


@pytest.mark.parametrize(
    "kind", ["printed_pdf", "scan_150", "scan_bits", "chat_900", "docx", "moire", "photocopy"]
)
def test_a_copy_is_the_same_for_a_seed(kind: str) -> None:
    assert copied(kind) == copied(kind)


@pytest.mark.parametrize("kind", COPIES)
def test_every_copy_is_a_file_that_opens(kind: str) -> None:
    pictures = opened(copied(kind).content)
    assert all(min(picture.size) > 300 for picture in pictures)
    assert len(pictures) >= (2 if kind in WHOLE or kind == "several" else 1)


def opened(content: bytes) -> list[Image.Image]:
    """Every picture or page of a file, whatever it is."""
    pillow_heif.register_heif_opener()
    if content.startswith(b"%PDF"):
        return [page.render(scale=1).to_pil() for page in pdfium.PdfDocument(content)]
    if content.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(content))
        names = [name for name in archive.namelist() if name.endswith((".jpg", ".jpeg")) and "thumb" not in name]
        return [Image.open(io.BytesIO(archive.read(name))) for name in names]
    picture = Image.open(io.BytesIO(content))
    return [picture.copy() for number in range(getattr(picture, "n_frames", 1)) if picture.seek(number) is None]


def test_a_seed_gives_the_same_items_and_deals_everything_out() -> None:
    plans = [THIRD.plan(3, index) for index in range(20 * THIRD.round)]
    assert plans == [THIRD.plan(3, index) for index in range(20 * THIRD.round)]
    assert {plan.copy for plan in plans[: THIRD.round]} == set(COPIES)
    assert {plan.sort for plan in plans} == {*LAYOUTS, *others.LOOKALIKES, *others.OTHERS}
    assert all(plan.copy in SCREEN for plan in plans if plan.sort == "app")
    assert {plan.kind for plan in plans} == {Kind.CONSTANCIA, Kind.LOOKALIKE, Kind.OTHER}
    few = [
        next(plan for plan in plans if plan.copy == copy)
        for copy in ("pdf", "printed_pdf", "bundle", "screenshot")
    ]
    assert list(THIRD.items(few)) == list(THIRD.items(few))
    assert made(few[0]) != made(replace(few[0], seed=4))


def test_a_bundle_holds_two_sheets_and_both_truths() -> None:
    plan = next(plan for plan in (THIRD.plan(1, index) for index in range(99)) if plan.copy == "bundle")
    item = made(plan)
    assert len(item.truths) == 2
    assert len(pdfium.PdfDocument(item.content)) >= 2
    assert Document.CONSTANCIA in {truth.document for truth in item.truths}
