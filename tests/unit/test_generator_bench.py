"""The benchmark counts what it says it counts."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from rich.console import Console

from bench import patterns, report, sets
from bench.answers import Answer, Claim, Reply
from bench.item import Family, Item, Kind, Plan
from bench.known import Known, truth_of
from bench.record import Record, line, record, records
from bench.run import OtherRun, Settings, opened, read
from bench.score import Outcome, Verdict, judged, outcome
from bench.tally import calibration, named, outcomes, parents, tally
from bench.truth import FIELDS, Truth
from mailproc.reading.model import Document, Employer, Holder
from tests.documents import ADVERSARIAL, COPIES, TODAY, generate

pytestmark = pytest.mark.sweep  # of the bench, not of the program


def truth(case: str, seed: int = 3) -> Truth:
    return truth_of(generate(seed, case=case)[1])


def perfect(of: Truth) -> Answer:
    """What a reader that knows everything would say."""
    values = {name: getattr(of, name) for name in FIELDS}
    claims = {
        name: Claim(value, name not in of.untrustable, 0.99)
        for name, value in values.items()
        if value not in (None, ())
    }
    return Answer(of.document, claims)


def said(answer: Answer, **values: object) -> Answer:
    """The answer with some values replaced, trusted."""
    claims = {**answer.claims, **{name: Claim(value, True, 0.9) for name, value in values.items()}}
    return replace(answer, claims=claims)


def verdict(answer: Answer, of: Truth) -> Verdict:
    (one,) = judged([answer], [of])
    return one


def wrongs(answer: Answer, of: Truth) -> set[str]:
    return {wrong.field for wrong in verdict(answer, of).wrong}


@pytest.mark.parametrize("case", ["si_ours", "parent", "parent_two", "broken_nss", "curp", "gato"])
def test_a_perfect_answer_is_read_trusted_and_never_wrong(case: str) -> None:
    of = truth(case)
    found = verdict(perfect(of), of)
    assert found.read
    assert found.trusted
    assert found.named
    assert found.wrong == ()


def test_an_empty_answer_is_neither_read_nor_wrong() -> None:
    found = verdict(Answer(Document.CONSTANCIA), truth("si_ours"))
    assert not found.read
    assert not found.trusted
    assert found.wrong == ()
    assert found.outcomes["curp"] is Outcome.MISSING


def test_trusted_and_false_is_wrong_but_doubted_and_false_is_not() -> None:
    of, stranger = truth("si_ours"), truth("si_ours", seed=4)
    trusted = said(perfect(of), curp=stranger.curp)
    assert wrongs(trusted, of) == {"curp"}
    doubted = replace(trusted, claims={**trusted.claims, "curp": Claim(stranger.curp, False, 0.4)})
    assert wrongs(doubted, of) == set()
    assert not verdict(doubted, of).read


def test_the_parents_nss_as_the_students_is_wrong_and_so_is_the_parent_as_the_holder() -> None:
    of = truth("parent")
    assert wrongs(said(perfect(of), nss=of.people[0].nss), of) == {"nss"}
    assert wrongs(said(perfect(of), holder=Holder.TITULAR), of) == {"holder"}


def test_trust_in_what_nobody_can_know_is_wrong() -> None:
    of, two = truth("broken_nss"), truth("parent_two")
    assert wrongs(said(perfect(of), nss=of.nss), of) == {"nss"}
    assert wrongs(said(perfect(two), curp=two.curp), two) == {"curp"}


def test_a_value_that_is_not_on_the_sheet_is_wrong_when_trusted() -> None:
    of = replace(truth("si_ours"), valid_until=None)
    assert wrongs(said(perfect(of), valid_until=date(2026, 12, 1)), of) == {"valid_until"}


def test_a_lookalike_taken_for_a_constancia_is_wrong_and_called_another_lookalike_only_misnamed() -> None:
    of = truth("semanas")
    assert wrongs(replace(perfect(of), document=Document.CONSTANCIA), of) == {"document"}
    assert wrongs(said(perfect(of), vigente=True), of) == {"vigente"}
    other = verdict(replace(perfect(of), document=Document.CURP), of)
    assert other.wrong == ()
    assert not other.named


def test_a_field_that_a_cut_hides_may_be_silent_or_right_but_not_false() -> None:
    of = truth("si_ours")
    cut = replace(of, hidden=frozenset({"nss"}))
    assert not cut.whole
    assert outcome("nss", None, cut) is Outcome.SILENT
    assert outcome("nss", Claim(of.nss, True, 0.9), cut) is Outcome.SILENT
    assert outcome("nss", Claim("00000000000", True, 0.9), cut) is Outcome.WRONG


def test_names_match_in_any_order_without_accents_but_not_without_enye() -> None:
    of = replace(truth("si_ours"), name="JOSE LUIS PEÑA DE LEON")
    assert verdict(said(perfect(of), name="Peña de León José Luis"), of).outcomes["name"] is Outcome.TRUSTED
    assert wrongs(said(perfect(of), name="JOSE LUIS PENA DE LEON"), of) == {"name"}


def test_what_is_unsaid_of_an_employer_is_silence_and_another_name_or_number_of_them_a_mistake() -> None:
    of = truth("si_ours")
    (employer,) = of.employers

    def told(*employers: Employer) -> Outcome:
        return verdict(said(perfect(of), employers=employers), of).outcomes["employers"]

    assert told(replace(employer, modality="")) is Outcome.TRUSTED
    assert told(replace(employer, name="")) is Outcome.DOUBTED
    assert told(replace(employer, name="OTRA ESCUELA")) is Outcome.WRONG
    assert told(employer, employer) is Outcome.WRONG
    assert told() is Outcome.MISSING


def test_each_sheet_of_a_file_is_held_against_its_own_truth_and_nothing_said_escapes() -> None:
    one, two = truth("si_ours"), truth("no_baja", seed=4)
    first, second = judged([perfect(two), perfect(one)], [one, two])
    assert first.trusted
    assert second.trusted
    (whole,) = judged([perfect(one), perfect(one)], [one])
    assert whole.wrong == ()
    (found,) = judged([perfect(one), said(Answer(Document.DESCONOCIDO), nss="00000000000")], [one])
    assert found.trusted
    assert [wrong.field for wrong in found.wrong] == ["nss"]


def test_the_known_set_is_the_same_for_a_seed_and_holds_every_sort() -> None:
    known = Known()
    plans = [known.plan(5, index) for index in range(12 * known.round)]
    assert plans == [known.plan(5, index) for index in range(12 * known.round)]
    copies = [plan.copy for plan in plans[: known.round] if plan.kind is Kind.CONSTANCIA]
    assert sorted(copies) == sorted(COPIES)
    assert {plan.sort for plan in plans if plan.kind is Kind.TRAP} == set(ADVERSARIAL)
    trap = next(plan for plan in plans if plan.kind is Kind.TRAP)
    assert list(known.items([trap])) == list(known.items([trap]))


def test_plans_are_chosen_by_copy_kind_layout_and_by_whether_anybody_may_look() -> None:
    photos = list(sets.plans("known", 1, 3, only=frozenset({"photo", "heic"})))
    assert {plan.copy for plan in photos} == {"photo", "heic"}
    assert list(sets.plans("known", 1, 3, held_aside=True)) == []
    assert all(plan.held_aside for plan in sets.plans("third", 1, 30, held_aside=True))
    assert not any(plan.held_aside for plan in sets.plans("third", 1, 30, held_aside=False))
    for name in ("unseen", "fourth", "fifth"):
        for aside in (True, False):
            assert {plan.held_aside for plan in sets.plans(name, 1, 30, held_aside=aside)} == {aside}


def test_the_baselines_patterns_read_a_plain_sheet() -> None:
    pdf, sheet = generate(6, layout="lines", case="si_ours")
    text = pdfium.PdfDocument(pdf)[0].get_textpage().get_text_bounded()
    answer = patterns.answer(text, TODAY)
    assert verdict(answer, truth_of(sheet)).read
    assert answer.claims["issued"].value == sheet.issued


def test_the_patterns_pass_over_dates_that_do_not_exist() -> None:
    text = "Constancia de Vigencia de Derechos Fecha de expedición: 31 de junio de 2026"
    assert "issued" not in patterns.answer(text, date(2026, 8, 1)).claims


class Liar:
    """Knows every truth, and says SI on every sheet."""

    name = "mailproc"

    def __init__(self, truths: dict[bytes, Truth]) -> None:
        self.truths = truths

    def read(self, content: bytes, _name: str, /) -> Reply:
        return Reply((said(perfect(self.truths[content]), vigente=True),))


class Crasher(Liar):
    """Raises on whatever it gets."""

    def read(self, content: bytes, _name: str, /) -> Reply:
        raise ValueError("min() of nothing")


def item(case: str, index: int = 0) -> Item:
    pdf, sheet = generate(index, case=case)
    plan = Plan("known", 1, index, "as_is", Kind.CONSTANCIA, sheet.layout, held_aside=False)
    return Item(plan, Family.TEXT, pdf, sheet.filename, (truth_of(sheet),))


def liars(items: list[Item], make: Callable[[dict[bytes, Truth]], Liar] = Liar) -> Liar:
    return make({each.content: each.truths[0] for each in items})


@pytest.fixture
def made(tmp_path: Path) -> list[Record]:
    items = [item("si_ours"), item("no_baja", 1), item("parent", 2)]
    return [one for each in items for one in read(each, [liars(items)], tmp_path)]


def test_a_run_counts_and_keeps_what_was_wrong(made: list[Record], tmp_path: Path) -> None:
    count = tally(made)
    assert (count.n, count.read, count.wrong, count.wrong_files) == (3, 2, 1, 1)
    assert outcomes(made, "vigente")[Outcome.WRONG] == 1
    assert outcomes(made, "vigente")[Outcome.TRUSTED] == 2
    assert parents(made) == (1, 1)
    (kept,) = (tmp_path / "wrong" / "mailproc").glob("*.json")
    assert [wrong["field"] for wrong in json.loads(kept.read_text("utf-8"))["wrong"]] == ["vigente"]
    assert kept.with_suffix(".pdf").read_bytes() == item("no_baja", 1).content


def test_reliability_counts_every_claim_once_and_tells_how_far_off_it_is(made: list[Record]) -> None:
    found = calibration(made, ("vigente",))
    assert sum(n for _, _, n, _ in found.rows) == found.n == 3
    assert found.brier == pytest.approx((0.1**2 + 0.9**2 + 0.1**2) / 3)
    assert found.error == pytest.approx((2.7 - 2) / 3)


def test_a_reader_that_crashes_does_not_end_the_run(tmp_path: Path) -> None:
    one = item("si_ours")
    (found,) = read(one, [liars([one], Crasher)], tmp_path)
    assert "min() of nothing" in found.crash
    assert tally([found]).read == 0
    assert len(list((tmp_path / "crashed" / "mailproc").glob("*.pdf"))) == 1


def test_papers_are_counted_by_the_name_they_were_given(tmp_path: Path) -> None:
    papers = [
        replace(item("semanas", index), plan=replace(item("curp").plan, kind=Kind.LOOKALIKE)) for index in (1, 2)
    ]
    replies = [Reply((Answer(Document.SEMANAS),)), Reply((Answer(Document.CONSTANCIA),))]
    found = [record(paper, "mailproc", reply, 1.0, 1.0) for paper, reply in zip(papers, replies, strict=True)]
    count = named(found)
    assert (count.n, count.named, count.misnamed, count.taken) == (2, 1, 0, 1)
    assert tally(found).wrong == 1


def test_records_come_back_from_their_lines_but_not_from_half_a_line(made: list[Record], tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_text("".join(map(line, made)) + line(made[0])[:40], encoding="utf-8")
    assert list(records(path)) == made


def test_a_run_is_taken_up_only_by_the_same_reader_with_the_same_settings(tmp_path: Path) -> None:
    settings = Settings(("known",), ("mailproc",), 1, 1, 0, (), None, "abc")
    path = opened(tmp_path, settings)
    path.write_text('{"whole":1}\n{"half', encoding="utf-8")
    assert opened(tmp_path, replace(settings, rounds=4)).read_text("utf-8") == '{"whole":1}\n'
    for other in (replace(settings, seed=2), replace(settings, reader="def")):
        with pytest.raises(OtherRun):
            opened(tmp_path, other)


def test_the_tables_show_what_was_counted(made: list[Record]) -> None:
    console = Console(width=160, record=True, quiet=True)
    report.show(console, made, ["mailproc"])
    told = json.loads(report.as_json(made, ["mailproc"]))["mailproc"]
    assert told["all"]["wrong"] == 1
    assert told["copies"]["known as_is"]["read"] == 2
    assert told["fields"]["vigente"]["wrong"] == 1
    assert told["parents"] == [1, 1]


def test_of_what_is_held_aside_nobody_is_told_more_than_where_it_was_wrong(tmp_path: Path) -> None:
    one = item("no_baja", 1)
    hidden = replace(one, plan=replace(one.plan, held_aside=True))
    found = [made for each in (one, hidden) for made in read(each, [liars([one])], tmp_path)]
    console = Console(width=160, record=True, file=io.StringIO())
    report.show(console, found, ["mailproc"])
    told = [text for text in console.export_text().splitlines() if text.startswith("WRONG")]
    assert told[0].endswith("vigente said True, is False")
    assert told[1] == f"WRONG {one.plan.key}, held aside: vigente"
    assert sum("aside" in path.name for path in (tmp_path / "wrong" / "mailproc").glob("*.json")) == 1
