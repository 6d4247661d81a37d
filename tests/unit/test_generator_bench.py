"""The benchmark counts what it says it counts."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest

from bench import patterns, report
from bench.answers import Answer, Claim
from bench.run import run
from bench.samples import GROUPS, Sample, samples, size
from bench.score import judged, reliability
from mailproc.reading.model import Document, Employer, Holder
from tests.documents import ADVERSARIAL, FIELDS, TODAY, Sheet, generate


def perfect(sheet: Sheet) -> Answer:
    """What a reader that knows everything would say."""
    values = {name: getattr(sheet, name) for name in FIELDS}
    claims = {
        name: Claim(value, name not in sheet.untrustable, 0.99)
        for name, value in values.items()
        if value is not None
    }
    return Answer(sheet.document, claims, tuple(sheet.problems), 0.5)


def said(answer: Answer, **values: object) -> Answer:
    """The answer with some values replaced, trusted."""
    return replace(
        answer, claims={**answer.claims, **{name: Claim(value, True, 0.9) for name, value in values.items()}}
    )


@pytest.mark.parametrize("case", ["si_ours", "parent", "parent_two", "broken_nss", "curp", "gato"])
def test_a_perfect_answer_is_read_trusted_and_never_wrong(case: str) -> None:
    _, sheet = generate(3, case=case)
    verdict = judged(perfect(sheet), sheet)
    assert verdict.read
    assert verdict.trusted
    assert verdict.named
    assert verdict.wrong == ()


def test_an_empty_answer_is_neither_read_nor_wrong() -> None:
    _, sheet = generate(3, case="si_ours")
    verdict = judged(Answer(Document.CONSTANCIA), sheet)
    assert not verdict.read
    assert not verdict.trusted
    assert verdict.wrong == ()


def test_trusted_and_false_is_wrong_but_doubted_and_false_is_not() -> None:
    _, sheet = generate(3, case="si_ours")
    stranger = generate(4, case="si_ours")[1]
    trusted = said(perfect(sheet), curp=stranger.curp)
    assert judged(trusted, sheet).wrong == ("curp",)
    doubted = replace(trusted, claims={**trusted.claims, "curp": Claim(stranger.curp, False, 0.4)})
    assert judged(doubted, sheet).wrong == ()
    assert not judged(doubted, sheet).read


def test_the_parents_nss_as_the_students_is_wrong() -> None:
    _, sheet = generate(3, case="parent")
    head = sheet.people[0]
    assert judged(said(perfect(sheet), nss=head.nss), sheet).wrong == ("nss",)
    assert set(judged(said(perfect(sheet), holder=Holder.TITULAR), sheet).wrong) == {"holder"}


def test_trust_in_what_nobody_can_know_is_wrong() -> None:
    _, sheet = generate(3, case="broken_nss")
    assert judged(said(perfect(sheet), nss=sheet.nss), sheet).wrong == ("nss",)
    _, two = generate(3, case="parent_two")
    assert judged(said(perfect(two), curp=two.curp), two).wrong == ("curp",)


def test_a_lookalike_taken_for_a_constancia_is_wrong() -> None:
    _, sheet = generate(3, case="semanas")
    assert judged(replace(perfect(sheet), document=Document.CONSTANCIA), sheet).wrong == ("document",)
    assert judged(said(perfect(sheet), vigente=True), sheet).wrong == ("vigente",)


def test_names_match_in_any_order_without_accents_but_not_without_enye() -> None:
    _, sheet = generate(3, case="si_ours")
    named = replace(sheet, name="JOSE LUIS PEÑA DE LEON")
    assert "name" in judged(said(perfect(sheet), name="Peña de León José Luis"), named).right
    assert judged(said(perfect(sheet), name="JOSE LUIS PENA DE LEON"), named).wrong == ("name",)


def test_an_unsaid_modality_is_silence_and_another_name_a_mistake() -> None:
    _, sheet = generate(3, case="si_ours")
    (employer,) = sheet.employers
    silent = (Employer(employer.registro, "", employer.name),)
    other = (Employer(employer.registro, employer.modality, "OTRA ESCUELA"),)
    assert judged(said(perfect(sheet), employers=silent), sheet).wrong == ()
    assert judged(said(perfect(sheet), employers=other), sheet).wrong == ("employers",)


def test_reliability_counts_every_claim_once() -> None:
    rows = reliability([(0.0, False), (0.5, True), (0.993, True), (1.0, True), (1.0, False)])
    assert sum(n for _, _, n, _ in rows) == 5
    assert rows[-1][2:] == (3, 2)


def test_the_set_is_the_same_for_a_seed_and_holds_every_sort() -> None:
    first = list(samples(("as_is", "lookalikes"), 1, seed=5))
    again = list(samples(("as_is", "lookalikes"), 1, seed=5))
    assert first == again
    assert len(first) == size("as_is", 1) + size("lookalikes", 1)
    traps = {sample.sheet.case for sample in samples(("adversarial",), 1, seed=5)}
    assert traps == set(ADVERSARIAL)
    assert {"as_is", "photo", "fax", "adversarial"} <= set(GROUPS)


def test_the_baselines_patterns_read_a_plain_sheet() -> None:
    pdf, sheet = generate(6, layout="lines", case="si_ours")
    text = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    answer = patterns.answer(text, TODAY)
    assert answer.document is Document.CONSTANCIA
    assert judged(answer, sheet).read
    assert answer.claims["issued"].value == sheet.issued


def test_the_patterns_pass_over_dates_that_do_not_exist() -> None:
    text = "Constancia de Vigencia de Derechos Fecha de expedición: 31 de junio de 2026"
    assert "issued" not in patterns.answer(text, date(2026, 8, 1)).claims


class Liar:
    """Knows every truth, and says SI on every sheet."""

    name = "mailproc"

    def __init__(self, sheets: dict[bytes, Sheet]) -> None:
        self.sheets = sheets

    def read(self, content: bytes, _name: str, /) -> Answer:
        return said(perfect(self.sheets[content]), vigente=True)


def test_a_run_counts_and_keeps_what_was_wrong(tmp_path: Path) -> None:
    chosen = []
    for seed, case in enumerate(["si_ours", "no_baja"]):
        pdf, sheet = generate(seed, case=case)
        chosen.append(Sample("as_is", "as_is", sheet.filename, pdf, sheet))
    results = run(chosen, [Liar({sample.content: sample.sheet for sample in chosen})], tmp_path)
    tally = results.total("mailproc")
    assert (tally.n, tally.read, tally.wrong) == (2, 1, 1)
    assert tally.median == 0.5
    (kept,) = (tmp_path / "wrong" / "mailproc").glob("*.json")
    assert json.loads(kept.read_text("utf-8"))["wrong"] == ["vigente"]
    assert kept.with_suffix(".pdf").read_bytes() == chosen[1].content
    told = json.loads(report.as_json(results, ["mailproc"], seed=1))
    assert told["readers"]["mailproc"]["groups"]["as_is"]["wrong"] == 1
    assert told["readers"]["mailproc"]["fields"]["vigente"] == {"n": 2, "read": 1, "trusted": 1, "wrong": 1}


class Crasher(Liar):
    """Raises on whatever it gets."""

    def read(self, content: bytes, _name: str, /) -> Answer:
        raise ValueError("min() of nothing")


def test_a_reader_that_crashes_does_not_end_the_run(tmp_path: Path) -> None:
    pdf, sheet = generate(1, case="si_ours")
    results = run([Sample("as_is", "as_is", sheet.filename, pdf, sheet)], [Crasher({})], tmp_path)
    assert results.crashes == {"mailproc": 1}
    assert results.total("mailproc").read == 0
    assert len(list((tmp_path / "crashed" / "mailproc").glob("*.pdf"))) == 1
