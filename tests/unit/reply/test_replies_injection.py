"""What strangers write into a letter is text and nothing else."""

import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mailproc.cases.decision import Facts, Missing, Standing
from mailproc.cases.kinds import Kind, State
from mailproc.reading.model import Document
from mailproc.reply import blocks, templates
from mailproc.reply.inert import inert
from mailproc.reply.model import Letter
from mailproc.reply.replies import letter_values
from mailproc.reply.samples import SINCE, WAITING
from tests.documents.identifiers import luhn_digit
from tests.unit.reply.letters import FULL_INSTITUTE, LETTERS, Page, letter_of

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
    "{% extends 'originales/digest/alarma.txt.j2' %}{{ self.__class__ }}",
    "&lt;b&gt;&#0;<!--[if mso]>-->]]>",
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
        umf_wish="025",  # one of the institute's: Matter.wishes
        portal=text,
    )


def same_shape(hostile: Letter, harmless: Letter) -> None:
    """Nothing but words differs. Only the address of IMSS may become a link, wherever it stands: to IMSS."""
    page, expected = Page(hostile.html), Page(harmless.html)
    split = {"a", "strong"} if page.links != expected.links else set()
    assert [tag for tag in page.tags if tag not in split] == [tag for tag in expected.tags if tag not in split]
    assert set(page.links) <= {*expected.links, "https://www.imss.gob.mx/"}
    assert page.attributes <= {*expected.attributes, "href"}
    for part in (hostile.subject, hostile.text, hostile.html):
        assert not re.search(
            r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", part
        )
        assert part.encode()
    assert "\n" not in hostile.subject
    assert len(hostile.subject) < 300
    assert len(hostile.text) < 8000


IMSS = "www.imss.gob.mx"
"""A text that becomes a link wherever it stands in a letter, a stranger's too."""


@pytest.mark.parametrize("text", [*HOSTILE, IMSS], ids=range(len(HOSTILE) + 1))
@pytest.mark.parametrize("name", LETTERS)
def test_foreign_text_is_only_text(name: str, text: str) -> None:
    hostile = letter_of(name, with_everywhere(text), folio=text)
    harmless = letter_of(name, with_everywhere("Ana"), folio="Ana")
    same_shape(hostile, harmless)
    assert not re.search(r"^Asunto:", hostile.text, re.MULTILINE)
    for part in (hostile.subject, hostile.text, hostile.html):
        assert "jaja" * 2 not in part
        assert "49" not in part


ANYTHING = st.lists(st.one_of(st.sampled_from([*HOSTILE, IMSS]), st.text(max_size=30)), max_size=6).map("".join)


@given(text=ANYTHING, name=st.sampled_from(LETTERS), kind=st.sampled_from(WAITING))
@settings(deadline=None)
def test_whatever_is_written_a_letter_keeps_its_shape(text: str, name: str, kind: Kind) -> None:
    standing = Standing(kind, State.ESPERA_ALUMNO, SINCE)
    harmless = with_everywhere("Ana" if inert(text) else "")
    same_shape(
        letter_of(name, replace(with_everywhere(text), standing=standing)),
        letter_of(name, replace(harmless, standing=standing)),
    )


def test_what_vanishes_altogether_leaves_no_empty_item() -> None:
    unread = Facts(unreadable=("\u200b", "La foto corta la parte de abajo.", " \n"))
    alone = Facts(unreadable=("La foto corta la parte de abajo.",))
    assert letter_of("ilegible", unread).text == letter_of("ilegible", alone).text


def test_where_a_letter_names_them_they_are_there() -> None:
    """The tests above would pass too if nothing of it came into a letter."""
    for name in ("baja_previa", "empleo", "ilegible", "carnet"):
        assert "<script>" in letter_of(name, with_everywhere(HOSTILE[1])).text
        assert "&lt;script&gt;" in letter_of(name, with_everywhere(HOSTILE[1])).html


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
