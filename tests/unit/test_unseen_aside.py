"""The layouts held aside print what their truth says; their copies are whole files; what a cut takes is told."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from stdnum import luhn
from stdnum.mx import curp as renapo

from bench.truth import FIELDS, Truth
from bench.unseen import chromium
from bench.unseen.aside import papers, pieces, stationery
from bench.unseen.aside.copies import COPIES, WHOLE
from bench.unseen.aside.cut import cut, days, squeezed
from bench.unseen.aside.sheets import LAYOUTS, constancia
from bench.unseen.aside.situations import CASES, facts
from bench.unseen.aside.words import FORMS, spelled, words
from bench.unseen.cases import OURS, TODAY
from bench.unseen.copies import Original
from bench.unseen.sheets import Printed
from mailproc.reading.model import Document, Holder

pytestmark = pytest.mark.sweep  # of the bench, not of the program

# Every layout with half of the cases, every case with half of the layouts, and what single tests ask for.
NAMES = [(layout, case) for place, layout in enumerate(LAYOUTS) for case in list(CASES)[place % 2 :: 2]]
ASKED = [("dos_hojas", "parent"), ("boleto", "own_family"), ("inversa", "school"), ("inversa", "parent")]
SHEETS = {
    f"{layout}/{case}": constancia(facts(Random(f"{layout}/{case}"), case), layout, Random(f"{layout}/{case}"))
    for layout, case in dict.fromkeys((*NAMES, *ASKED))
}
PAPERS = {name: make(Random(name)) for name, make in (papers.LOOKALIKES | papers.OTHERS).items()}


def printed(sheets: list[Printed]) -> list[bytes]:
    return chromium.printed([sheet.pages for sheet in sheets], style=pieces.STYLE)


@pytest.fixture(scope="module")
def pdfs() -> dict[str, bytes]:
    sheets = SHEETS | PAPERS
    return dict(zip(sheets, printed(list(sheets.values())), strict=True))


def text_of(pdf: bytes) -> str:
    document = pdfium.PdfDocument(pdf)
    return squeezed("".join(page.get_textpage().get_text_range() for page in document))


def missing(truth: Truth, text: str) -> list[str]:
    """Fields of which no form is in the text."""
    wanted = {
        "nss": [[truth.nss or ""]], "curp": [[truth.curp or ""]],
        "name": [[squeezed(word)] for word in (truth.name or "").split()],
        "estado": [[squeezed(truth.estado or "")]], "agregado": [[truth.agregado or ""]],
        "umf": [[truth.umf or "", f"UMF{int(truth.umf or 0)}", f"FAMILIARUMF{int(truth.umf or 0)}",
                 f"NUMERO{int(truth.umf or 0)}", f"{int(truth.umf or 0)}"]],
        "employers": [[squeezed(part)] for one in truth.employers for part in (one.registro, one.modality, one.name)],
        "issued": [list(days(truth.issued))] if truth.issued else [],
        "valid_until": [list(days(truth.valid_until))] if truth.valid_until else [],
        "people": [[part] for each in truth.people for part in (each.curp, squeezed(each.relation))],
    }  # fmt: skip
    return [
        name
        for name, values in wanted.items()
        if name not in truth.unscored and not all(any(form in text for form in forms) for forms in values)
    ]


def test_every_value_of_the_truth_is_on_the_sheet(pdfs: dict[str, bytes]) -> None:
    for name, sheet in (SHEETS | PAPERS).items():
        assert missing(sheet.truth, text_of(pdfs[name])) == [], name
    # The check itself sees what is not there.
    truth = SHEETS["carta/ours"].truth
    assert truth.issued is not None
    other = replace(truth, nss="12345678903", issued=truth.issued + timedelta(days=1))
    assert missing(other, text_of(pdfs["carta/ours"])) == ["nss", "issued"]


def test_the_verdict_is_on_the_sheet(pdfs: dict[str, bytes]) -> None:
    for layout in LAYOUTS:
        for case in ("job", "baja", "parent_child_out"):
            if (sheet := SHEETS.get(f"{layout}/{case}")) is None:
                continue
            text = text_of(pdfs[f"{layout}/{case}"])
            words = ("SI", "SITIENE", "SICUENTA") if sheet.truth.vigente else ("NO", "NOTIENE", "NOCUENTA")
            assert any(word in text for word in words)
            assert sheet.truth.vigente is (case == "job")


def test_a_layout_with_boxes_marks_the_one_and_leaves_the_other() -> None:
    w = words(Random(1))
    for right, shown in ((True, [w.yes, "X", w.no]), (False, [w.yes, w.no, "X"])):
        assert re.findall(r">([^<>]+)<", f">{stationery.ticks(w, right=right, how=0)}<") == shown
        for how, mark in ((1, "<svg"), (2, "background:#111")):
            yes, no = stationery.ticks(w, right=right, how=how).split(w.no)
            assert (mark in yes, mark in no) == (right, not right)


def test_every_label_has_an_abbreviation() -> None:
    assert set(stationery.SHORTENED) == set(FORMS)


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2026, 8, 3), "a los tres días del mes de agosto de dos mil veintiséis"),
        (date(2025, 1, 1), "al primer día del mes de enero de dos mil veinticinco"),
        (date(2024, 5, 31), "a los treinta y un días del mes de mayo de dos mil veinticuatro"),
    ],
)
def test_a_day_as_a_notary_writes_it(day: date, text: str) -> None:
    assert spelled(day) == text
    assert squeezed(text) in days(day)


def test_nothing_runs_over_the_edge_of_the_paper(pdfs: dict[str, bytes]) -> None:
    for name, pdf in pdfs.items():
        for page in pdfium.PdfDocument(pdf):
            words = page.get_textpage()
            boxes = np.array([words.get_charbox(index, loose=True) for index in range(words.count_chars())])
            assert boxes[:, 1].min() > 0, name
            assert boxes[:, 2].max() < page.get_width(), name


@pytest.mark.parametrize("case", CASES)
def test_every_case_is_what_it_says(case: str) -> None:
    for seed in range(15):
        made = facts(Random(f"{case}{seed}"), case)
        truth = constancia(made, "carta", Random(seed)).truth
        child = truth.holder is Holder.BENEFICIARIO
        assert child is (case.startswith("parent") or case in ("siblings", "married"))
        assert (truth.nss is None) is child
        assert truth.vigente is (case not in ("baja", "never", "fallecido", "parent_child_out", "parent_out"))
        assert ("curp" in truth.untrustable) is (case in ("siblings", "broken_curp"))
        assert any(one.name == OURS.name for one in made.employers) or "ours" not in case
        for who in (made.head, *(row.human for row in made.kin)):
            assert renapo.is_valid(who.curp) is (case != "broken_curp")
            assert luhn.is_valid(who.nss) is (case != "broken_nss")
        for one in made.employers:
            spelled = (
                one.registro if one.registro[0].isdigit() else f"{ord(one.registro[0]) - 55}{one.registro[1:]}"
            )
            assert luhn.is_valid(spelled)
            assert one.registro[8:10] == one.modality


def test_a_case_is_the_same_for_a_seed_and_no_sheet_is_from_the_future() -> None:
    for case in CASES:
        assert facts(Random(case), case) == facts(Random(case), case)
        assert facts(Random(case), case).issued <= TODAY


def test_each_lookalike_bears_its_tell_tale(pdfs: dict[str, bytes]) -> None:
    told = {
        Document.ASIGNACION_NSS: ("ASIGNACIONDENUMERODESEGURIDADSOCIAL", "TUNUMERODESEGURIDADSOCIALES"),
        Document.SEMANAS: ("CONSTANCIADESEMANASCOTIZADASENELIMSS",),
        Document.NO_DERECHO: ("NODERECHOALSERVICIOMEDICO", "NODERECHOHABIENCIA"),
        Document.CURP: ("CLAVEUNICADEREGISTRODEPOBLACION",),
        Document.CARNET: ("CARTILLANACIONALDESALUD",),
        Document.HOJA_AFILIACION: ("HOJADEAFILIACION",),
        Document.IDENTIFICACION: ("INSTITUTONACIONALELECTORAL",),
    }
    for name in papers.LOOKALIKES:
        assert any(text in text_of(pdfs[name]) for text in told[PAPERS[name].truth.document]), name
    assert all(PAPERS[name].truth.document is Document.DESCONOCIDO for name in papers.OTHERS)


@pytest.mark.parametrize("kind", COPIES)
def test_every_copy_is_a_whole_file_of_its_own_kind(kind: str, pdfs: dict[str, bytes]) -> None:
    for name in ("dos_hojas/parent", "boleto/own_family"):
        copied = COPIES[kind][1](Random(kind), Original(pdfs[name], None, ""))
        if copied.name.endswith(".pdf"):
            assert len(pdfium.PdfDocument(copied.content)) == len(SHEETS[name].pages)
        else:
            assert min(Image.open(io.BytesIO(copied.content)).size) > 300
        assert (copied.seen != WHOLE) is (kind == "cropped")
        assert COPIES[kind][1](Random(kind), Original(pdfs[name], None, "")) == copied


def test_what_a_cut_takes_away_is_hidden_and_what_it_leaves_is_not(pdfs: dict[str, bytes]) -> None:
    pdf, truth = pdfs["inversa/school"], SHEETS["inversa/school"].truth
    assert cut(pdf, truth, WHOLE) == truth
    head = cut(pdf, truth, (0.18, 1.0))
    assert head.hidden >= {"document", "nss"}
    assert not head.hidden & {"vigente", "issued"}
    assert not head.whole
    foot = cut(pdf, truth, (0.0, 0.3))
    assert foot.hidden >= {"vigente", "issued"}
    assert not foot.hidden & {"document", "nss", "curp"}
    assert "employers" in foot.unscored


def test_of_a_family_s_sheet_that_was_cut_anything_may_be_said(pdfs: dict[str, bytes]) -> None:
    for name in ("dos_hojas/parent", "inversa/parent"):
        assert cut(pdfs[name], SHEETS[name].truth, (0.0, 0.4)).unscored == set(FIELDS)
