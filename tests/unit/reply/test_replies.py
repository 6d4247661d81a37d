"""What holds for every letter, whatever is known and whatever a stranger wrote."""

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.cases.decision import Decision, Facts, Missing
from mailproc.cases.kinds import COURSES, Kind
from mailproc.config import Settings
from mailproc.message.model import Address, Message
from mailproc.reading.model import Document
from mailproc.reply import blocks, templates
from mailproc.reply.model import Letter
from mailproc.reply.replies import compose, letter_values
from mailproc.reply.samples import FOLIO, FULL, MESSAGE, MESSAGE_ID, kind_of, render_all
from tests.documents.identifiers import luhn_digit
from tests.unit.reply.institute import bare_institute, institute

LETTERS = sorted({course.letter for course in COURSES.values() if course.letter})
FULL_INSTITUTE, BARE_INSTITUTE = institute(), bare_institute()


def letter_of(
    name: str, facts: Facts, *, settings: Settings = FULL_INSTITUTE, folio: str = FOLIO, message: Message = MESSAGE
) -> Letter:
    decision = Decision(kind=kind_of(name), reasons=("Motivo.",), facts=facts)
    letter = compose(decision, folio=folio, message=message, settings=settings, message_id=MESSAGE_ID)
    assert letter is not None
    return letter


class Page(HTMLParser):
    """The tags of a page, and its visible text by element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self._silent = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        self._silent = tag in {"style", "title"} or ("class", "preview") in attrs

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)

    @property
    def words(self) -> list[str]:
        return re.findall(r"\w+", " ".join(self.text))


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
        values = letter_values(facts, folio=FOLIO, settings=settings)
        draft = blocks.parse(templates.render(f"replies/{name}.txt.j2", values, templates_dir=None), links={})
        text = draft.subject + "\n\n" + re.sub(r"\n +", " ", blocks.as_text(draft.blocks))
        assert not re.search(r"None|\{|\}|\(\)|\s[,.;:](\s|$)|\.\.|,,|[*#>]|  \S", text), text
        empty_headings = [
            one
            for one, following in zip(draft.blocks, draft.blocks[1:], strict=False)
            if one.role is following.role is blocks.Role.HEADING
        ]
        assert not empty_headings


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


# --- What strangers write --------------------------------------------------------------------------------

HOSTILE = [
    "{{ 7 * 7 }}{% for x in range(9) %}jaja{% endfor %}{# nada #}",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\"><a href='https://malo.example'>aquí</a>",
    "Ana\r\nBcc: todos@x.example\r\n\r\nTexto ajeno",
    "Ana\u2028\u2029\x0b\x0c\x85Asunto: otro",
    "\u202egnp.exe\u202c\u2066oculto\u2069\u200b\u200d\ufeff\u00ad",
    "# título\n- uno\n1. dos\n---\n> clave\n*negritas*",
    "\x00\x1b[31m\ud800",
    "a" * 10_000,
    "https://www.imss.gob.mx.malo.example/",
]


def with_everywhere(text: str) -> Facts:
    return Facts(
        first_name=text,
        nss_tail=text,
        employer=text,
        document=Document.CURP,
        unreadable=(text,),
        issued=date(2026, 5, 12),
        max_age=30,
        missing=(Missing.CLINIC, Missing.CONTROL),
        umf_wish=text,
    )


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("name", LETTERS)
def test_foreign_text_is_only_text(name: str, text: str) -> None:
    hostile = letter_of(name, with_everywhere(text), folio=text)
    harmless = letter_of(name, with_everywhere("Ana"), folio="Ana")
    page, expected = Page(hostile.html), Page(harmless.html)
    assert page.tags == expected.tags
    assert page.links == expected.links
    assert page.attributes == expected.attributes
    for part in (hostile.subject, hostile.text, hostile.html):
        assert "jaja" * 2 not in part and "49" not in part
        assert not re.search(
            r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", part
        )
        assert not re.search(r"^Asunto:", part, re.MULTILINE)
    assert "\n" not in hostile.subject
    assert len(hostile.subject) < 300
    assert len(hostile.text) < 8000
    assert hostile.text.encode() and hostile.html.encode()


NAMES = st.sampled_from(["", "ANA ", "nss: ", "(", "“"])
NSS = st.from_regex(r"\A[0-9]{10}\Z").map(lambda body: body + luhn_digit(body))
PRINTED = NSS.flatmap(
    lambda nss: st.sampled_from(
        [
            nss,
            f"{nss[:4]} {nss[4:6]} {nss[6:10]} {nss[10]}",
            f"{nss[:2]}-{nss[2:4]}-{nss[4:6]}-{nss[6:10]}-{nss[10]}",
            "\u200b".join(nss),
            " ".join(nss),
            nss.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
        ]
    )
)
CURP = st.from_regex(r"\A[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]\Z")


@given(prefix=NAMES, identifier=st.one_of(PRINTED, CURP, CURP.map(str.lower)), name=st.sampled_from(LETTERS))
def test_no_letter_ever_holds_a_whole_identifier(prefix: str, identifier: str, name: str) -> None:
    text = prefix + identifier
    values = letter_values(with_everywhere(text), folio=text, settings=FULL_INSTITUTE)
    draft = blocks.parse(templates.render(f"replies/{name}.txt.j2", values, templates_dir=None), links={})
    squeezed = re.sub(r"[^0-9A-Za-zÑñ]", "", draft.subject + blocks.as_text(draft.blocks)).upper()
    whole = "".join(str(int(c)) if c.isdigit() else c for c in identifier if c.isalnum()).upper()
    assert whole not in squeezed
    # Nor all but its tail, put together from elsewhere.
    assert whole[:-4] not in squeezed


# --- All together ----------------------------------------------------------------------------------------


def test_all_samples_render_for_a_full_and_a_bare_institute() -> None:
    for settings in (FULL_INSTITUTE, BARE_INSTITUTE):
        letters = render_all(settings)
        assert [letter.template for letter in letters] == [name for name in LETTERS for _ in range(2)]
        assert all(
            letter.subject and letter.text and letter.html.startswith("<!DOCTYPE html>") for letter in letters
        )


def test_the_html_needs_no_picture_no_script_and_no_style_sheet_of_others() -> None:
    for letter in render_all(FULL_INSTITUTE):
        page = Page(letter.html)
        assert not {"img", "script", "link", "iframe", "form", "input"} & set(page.tags)
        assert not re.search(r"url\(|@import|@font-face", letter.html)
        assert set(page.links) <= {"https://www.imss.gob.mx/", "https://tecnologico.example/privacidad"}
        assert 'style="' in letter.html
        assert "prefers-color-scheme: dark" in letter.html
