"""What students write is understood; what others write is not taken for theirs."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.cases.patterns import Patterns, Speller
from mailproc.cases.words import Intent, about_affiliation, intents

SCRAPS = (
    "a",
    "que",
    "no",
    "me",
    "la",
    "en",
    "tengo",
    "con",
    "mi",
    "hoja",
    "de",
    ".",
    "imss",
    "13",
    "urge",
    "gracias",
)
TEXTS = tomllib.loads((Path(__file__).parent / "student_texts.toml").read_text("utf-8"))["text"]


@pytest.mark.parametrize(
    "case", TEXTS, ids=[(case.get("subject", "") + " " + case["text"])[:60] for case in TEXTS]
)
def test_what_students_write(case):
    words = intents(case.get("subject", ""), case["text"])
    found = {intent.value for intent, _ in words.phrases}
    assert set(case.get("says", [])) <= found
    assert found.isdisjoint(case.get("never", []))
    for key in ("about", "clinic", "control", "portal"):
        assert getattr(words, key) == case.get(key, getattr(words, key)), key


def test_the_corpus_is_large_and_names_every_intent():
    named = {intent for case in TEXTS for intent in case.get("says", [])}
    assert len(TEXTS) >= 80
    assert named == {intent.value for intent in Intent}


def test_the_reason_quotes_the_writer_as_written():
    words = intents("", "Licenciada, TUVE  un   Accidénte\nayer en la moto")
    assert words.phrase(Intent.URGENT) == "TUVE un Accidénte"
    assert Intent.URGENT in words
    assert words.phrase(Intent.PORTAL) == ""
    assert Intent.PORTAL not in words


def test_a_long_phrase_is_cut():
    quoted = intents("", f"adjunto {'x' * 300} documento").phrase(Intent.ANNOUNCES_ATTACHMENT)
    assert len(quoted) <= 90
    assert quoted.endswith("…")


def test_history_below_a_reply_is_not_the_students_words():
    history = (
        "El mar, 12 ago 2026 a las 10:03, X (<x@y.example>) escribió:\n> tuve un accidente, quiero la clínica 13"
    )
    assert intents("Re: hola", f"Buenas tardes\n\n{history}").phrases == ()


def test_a_forward_without_own_words_is_heard():
    forwarded = "---------- Forwarded message ---------\nFrom: x\n\nAdjunto mi constancia de vigencia"
    assert Intent.ANNOUNCES_CONSTANCIA in intents("Fwd:", forwarded)


def test_somebody_elses_emergency_in_a_forward_raises_no_alarm():
    forwarded = "---------- Forwarded message ---------\nFrom: x\n\ntuve un accidente"
    assert Intent.URGENT not in intents("Fwd:", forwarded)


def test_about_affiliation_is_the_same_question():
    assert about_affiliation("", "quiero afiliarme al imss")
    assert not about_affiliation("", "nos vemos en la junta")


@given(st.text(max_size=400), st.text(max_size=80))
def test_any_text_is_borne(text, subject):
    words = intents(subject, text)
    assert len({intent for intent, _ in words.phrases}) == len(words.phrases)
    assert words.clinic == "" or (len(words.clinic) == 3 and words.clinic.isdigit())


@given(
    st.lists(
        st.sampled_from(SCRAPS),
        max_size=300,
    )
)
def test_a_phrase_is_always_found_in_the_mail(pieces):
    text = " ".join(pieces)
    for _, phrase in intents("", text).phrases:
        assert phrase.rstrip("…") in text


def test_repeated_words_take_no_endless_time():
    # 20,000 characters is the most that is looked at; a quadratic pattern would not come back from this.
    assert intents("", "tengo me en la no de mi con que " * 100_000).clinic == ""


@pytest.mark.parametrize(
    "phrase", ["hoja?", "(hoja", "hoja)", "Hoja", "adiós", "(des|)afilia", "mi hoja(de papel|)"]
)
def test_a_malformed_phrase_is_named(phrase):
    with pytest.raises(ValueError, match=r"words\.toml"):
        Patterns.of([phrase])


def test_no_phrase_finds_nothing():
    plain = Speller({}, (), frozenset()).plain("hola")
    assert Patterns.of([]).search(plain) is None
    assert Patterns.of([]).findall(plain) == []
