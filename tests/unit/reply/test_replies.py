"""What holds for every letter, whatever is known and however its case stands."""

import re
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from mailproc.cases.decision import Decision, Facts, Missing, Standing
from mailproc.cases.kinds import Kind, State
from mailproc.config import Settings
from mailproc.message.model import Address
from mailproc.reading.model import Document
from mailproc.reply import blocks, templates
from mailproc.reply.replies import compose
from mailproc.reply.samples import FOLIO, FULL, MESSAGE, MESSAGE_ID, PORTAL, SINCE, samples
from tests.unit.reply.institute import bare_institute, institute
from tests.unit.reply.letters import BARE_INSTITUTE, FULL_INSTITUTE, LETTERS, Page, draft_of, letter_of


def reads_well(name: str, facts: Facts, settings: Settings) -> None:
    """No hole, no mark left over, nothing without its heading, one box; a list ends in a full stop."""
    draft = draft_of(name, facts, settings)
    text = draft.subject + "\n\n" + re.sub(r"\n +", " ", blocks.as_text(draft.blocks))
    assert not re.search(r"None|\{|\}|\(\)|\s[,.;:](\s|$)|\.\.|,,|[*#>]|  \S", text), text
    assert len(draft.subject.removesuffix(f" ({FOLIO})")) <= 60
    roles = [block.role for block in draft.blocks]
    assert roles.count(blocks.Role.KEY) == 1
    for one, following in zip(draft.blocks, draft.blocks[1:], strict=False):
        assert not one.role is following.role is blocks.Role.HEADING
        if one.role is blocks.Role.BULLETS:
            assert "".join(run.text for run in one.items[-1])[-1] not in ";,:", text


# --- What it says ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("settings", [FULL_INSTITUTE, BARE_INSTITUTE], ids=["full", "bare"])
@pytest.mark.parametrize("name", LETTERS)
def test_it_reads_well_whatever_is_missing(name: str, settings: Settings) -> None:
    full = Facts("ANA", "0017", "COLEGIO", Document.CURP, ("Se ve borroso.",), date(2026, 5, 12), 30)
    wishes = [(), (Missing.CLINIC,), (Missing.CONTROL,), (Missing.CLINIC, Missing.CONTROL)]
    for known, missing, flags in product(
        product([True, False], repeat=6), wishes, [("", False, False), ("013", True, False), ("", False, True)]
    ):
        facts = Facts(
            first_name=full.first_name if known[0] else "",
            nss_tail=full.nss_tail if known[1] else "",
            employer=full.employer if known[2] else "",
            document=full.document if known[3] else None,
            unreadable=full.unreadable if known[4] else (),
            issued=full.issued if known[5] else None,
            max_age=full.max_age if known[5] else 0,
            missing=missing,
            umf_wish=flags[0],
            link_only=flags[1],
            announced=flags[2],
        )
        reads_well(name, facts, settings)


@pytest.mark.parametrize("settings", [FULL_INSTITUTE, BARE_INSTITUTE], ids=["full", "bare"])
@pytest.mark.parametrize("name", LETTERS)
def test_it_reads_well_however_the_case_stands(name: str, settings: Settings) -> None:
    for kind, state, missing in product(Kind, State, [(), (Missing.CLINIC,), (Missing.CONTROL,)]):
        reads_well(name, Facts(standing=Standing(kind, state, SINCE, missing)), settings)
    for key in (*PORTAL, "otra_cosa"):
        reads_well(name, Facts(portal=key), settings)
    for number in (1, 4, 1000):
        reads_well(name, Facts(others=number, baja_done=True), settings)


@pytest.mark.parametrize("name", LETTERS)
def test_text_and_html_say_the_same(name: str) -> None:
    letter = letter_of(name, FULL[name])
    page = Page(letter.html).words
    head = ["Afiliación", "al", "IMSS", *re.findall(r"\w+", FULL_INSTITUTE.institution.name)]
    assert page[: len(head)] == head
    small = page.index("Folio", len(head))
    said = page[len(head) : small] + page[small + 4 :]
    numbers_of_steps = re.compile(r"^\d+\. ", re.MULTILINE)
    assert said == re.findall(r"\w+", numbers_of_steps.sub("", letter.text))


@pytest.mark.parametrize("name", LETTERS)
def test_it_names_the_folio_a_person_and_the_privacy_notice(name: str) -> None:
    for facts in (FULL[name], Facts()):
        letter = letter_of(name, facts)
        assert FOLIO in letter.subject
        for body in (letter.text, letter.html):
            assert FOLIO in body
            assert "te leerá una persona" in " ".join(body.split())
            assert "Aviso de privacidad" in body
            assert "https://tecnologico.example/privacidad" in body


@pytest.mark.parametrize("name", LETTERS)
def test_the_subject_fits_a_phone_and_the_lines_a_terminal(name: str) -> None:
    letter = letter_of(name, FULL[name])
    assert len(letter.subject.removesuffix(f" ({FOLIO})")) <= 60
    assert max(map(len, letter.text.splitlines())) <= 76


def test_a_term_is_promised_only_if_the_institute_set_it() -> None:
    assert "10 días" in letter_of("alta", Facts()).text
    assert "1 día." in letter_of("hoja", Facts(), settings=institute(hoja_days=1)).text
    for name in ("alta", "hoja"):
        assert not re.search(r"\bdías?\b", letter_of(name, Facts(), settings=BARE_INSTITUTE).text)


def test_nobody_is_asked_to_leave_a_job() -> None:
    text = " ".join(letter_of("empleo", Facts()).text.split())
    assert "No tienes que dejar tu trabajo" in text


def test_a_name_in_capitals_greets_in_mixed_case() -> None:
    assert "Hola, María del Carmen:" in letter_of("carnet", Facts(first_name="MARÍA DEL CARMEN")).text
    assert "Hola:" in letter_of("carnet", Facts()).text


# --- Whom it goes to -------------------------------------------------------------------------------------


def test_silence_makes_no_letter() -> None:
    for decision in (Decision(Kind.URGENTE, ()), Decision(Kind.ALTA, (), silent="El remitente no es auténtico.")):
        assert compose(decision, folio=FOLIO, message=MESSAGE, settings=FULL_INSTITUTE, message_id="<a@b>") is None


def test_it_answers_from_and_never_reply_to() -> None:
    message = replace(MESSAGE, reply_to=(Address("", "otro@ladron.example"),))
    letter = letter_of("carnet", Facts(), message=message)
    assert letter.recipient == "mariana@alumnos.example"
    assert letter.message_id == MESSAGE_ID
    assert letter_of("carnet", Facts(), message=replace(MESSAGE, sender=None)).recipient == ""


def test_it_lies_in_the_thread_of_the_message() -> None:
    message = replace(MESSAGE, message_id="<c@x>", in_reply_to="<b@x>", references=("<a@x>", "<b@x>"))
    letter = letter_of("carnet", Facts(), message=message)
    assert (letter.in_reply_to, letter.references) == ("<c@x>", ("<a@x>", "<b@x>", "<c@x>"))
    orphan = letter_of("carnet", Facts(), message=replace(message, references=()))
    assert orphan.references == ("<b@x>", "<c@x>")
    assert letter_of("carnet", Facts(), message=replace(MESSAGE, message_id="")).references == ()


def test_hostile_references_stay_out_of_the_headers() -> None:
    many = tuple(f"<{number}@x>" for number in range(500))
    message = replace(
        MESSAGE, message_id="<a@x>\r\nBcc: todos@x.example", references=(*many, "<á@x>", "<" + "a" * 999 + "@x>")
    )
    letter = letter_of("carnet", Facts(), message=message)
    assert letter.in_reply_to == ""
    assert letter.references == ("<0@x>", *many[-20:])


# --- All together ----------------------------------------------------------------------------------------


def test_all_samples_render_for_a_full_and_a_bare_institute() -> None:
    for settings in (FULL_INSTITUTE, BARE_INSTITUTE):
        found = {sample.name: sample.letter for sample in samples(settings)}
        assert {letter.template for letter in found.values()} == set(LETTERS)
        assert {name for each in LETTERS for name in (each, f"{each}--sin-datos")} <= set(found)
        for letter in found.values():
            assert letter.subject and letter.text and letter.html.startswith("<!DOCTYPE html>")


def branches(folder: Path) -> set[str]:
    """Our letters written into the folder with a number after every condition; gives the numbers."""
    marked: list[str] = []

    def mark(tag: re.Match[str]) -> str:
        marked.append(f"⟦{len(marked)}⟧")
        return tag[0] + marked[-1]

    for file in (templates.root() / "replies").glob("*.txt.j2"):
        text = re.sub(r"{%-? (?:if|elif|else)\b.*?%}", mark, file.read_text(encoding="utf-8"))
        (folder / file.name).write_text(text, encoding="utf-8")
    return set(marked)


def test_the_samples_go_through_every_branch_of_every_letter(tmp_path: Path) -> None:
    """So `mailproc check` finds an institute's mistake wherever it is."""
    (tmp_path / "replies").mkdir()
    marked = branches(tmp_path / "replies")
    assert len(marked) > 100
    seen: set[str] = set()
    for settings in (
        institute(templates_dir=tmp_path),
        institute(templates_dir=tmp_path, hoja="ask", alta_requirements=()),
        bare_institute(templates_dir=tmp_path),
        bare_institute(templates_dir=tmp_path, hoja="ask"),
    ):
        for sample in samples(settings):
            seen |= set(re.findall("⟦[0-9]+⟧", sample.letter.subject + sample.letter.text))
    assert marked == seen


def test_the_html_needs_no_picture_no_script_and_no_style_sheet_of_others() -> None:
    for sample in samples(FULL_INSTITUTE):
        letter = sample.letter
        page = Page(letter.html)
        assert not {"img", "script", "link", "iframe", "form", "input"} & set(page.tags)
        assert not re.search(r"url\(|@import|@font-face", letter.html)
        assert set(page.links) <= {"https://www.imss.gob.mx/", "https://tecnologico.example/privacidad"}
        assert 'style="' in letter.html
        assert "prefers-color-scheme: dark" in letter.html
