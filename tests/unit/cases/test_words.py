"""What students write is understood; what others write is not taken for theirs."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.cases import words as words_module
from mailproc.cases.patterns import Patterns, Speller, grouped, groups
from mailproc.cases.words import Intent, intents, portal_of

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
TEXTS = [
    case
    for file in sorted(Path(__file__).parent.glob("student_texts*.toml"))
    for case in tomllib.loads(file.read_text("utf-8"))["text"]
]


@pytest.mark.parametrize(
    "case", TEXTS, ids=[(case.get("subject", "") + " " + case["text"])[:60] for case in TEXTS]
)
def test_what_students_write(case):
    words = intents(case.get("subject", ""), case["text"])
    found = {intent.value for intent, _ in words.phrases}
    assert set(case.get("says", [])) <= found
    assert found.isdisjoint(case.get("never", []))
    for key in ("about", "clinic", "control", "programme", "semester", "portal"):
        assert getattr(words, key) == case.get(key, getattr(words, key)), key


def test_the_corpus_is_large_and_names_every_intent():
    named = {intent for case in TEXTS for intent in case.get("says", [])}
    assert len(TEXTS) >= 200
    assert len({(case.get("subject", ""), case["text"]) for case in TEXTS}) >= 200
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


def test_no_pattern_can_look_at_a_word_more_than_so_many_times():
    """What bounds the work on a hostile text: beyond one word nothing is repeated without end, and the gaps of a phrase
    are few. Lengthening a text then adds work for what was added, and no more."""
    every = [one for value in vars(words_module).values() for one in _patterns_of(value)]
    assert len(every) > 20
    for pattern in every:
        bounded = (
            pattern.replace("(?: [^ .*]++){0,4}?", "<gap>").replace("[^ .*]*+", "<rest>").replace(r"(\d+)", "#")
        )
        assert not set("*+{") & set(bounded.replace("<rest>", "").replace("<gap>", "")), pattern
        assert max(branch.count("<gap>") for branch in _branches(bounded)) <= 4


def _patterns_of(value):
    values = value.values() if isinstance(value, dict) else [value]
    both = [half for one in values if isinstance(one, Patterns) for half in (one.wanted, one.struck)]
    return [half.pattern for half in both if half is not None]


def _branches(pattern):
    """The alternatives of the whole, which stand outside all brackets but the outermost."""
    depth, branch, found = 0, "", []
    for character in pattern.removeprefix("(?:").removesuffix(")(?= )"):
        depth += (character == "(") - (character == ")")
        if character == "|" and depth == 0:
            found.append(branch)
            branch = ""
        else:
            branch += character
    return [*found, branch]


@pytest.mark.parametrize(
    "unit", ["control:", "control" + " " * 40, "no . ", "curp ", "¿", "hoja ", "a\n\n", "De:\n"]
)
def test_a_hostile_text_is_heard_to_its_end_or_cut(unit):
    # A quadratic pattern would not come back from this: "control:::…" took hours once.
    assert intents("", unit * (50_000 // len(unit))).clinic == ""
    assert intents("", "control" + unit[-1] * 50_000).control == ""


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


def test_a_group_stands_for_its_words_and_may_name_those_above():
    known = groups({"prepa": ["cobach", "colegio de bachilleres"], "otra": ["<prepa>", "(otra|mi otra) escuela"]})
    baja = Patterns.of([grouped("baja (de|del) <otra>", known)])
    plain = Speller({}, (), frozenset()).plain
    for school in ("cobach", "Colegio de Bachilleres", "mi otra escuela"):
        assert baja.search(plain(f"la baja del {school}"))
    assert not baja.search(plain("la baja del tec"))


def test_a_group_that_is_not_there_is_named():
    with pytest.raises(ValueError, match=r"words\.toml: .*<prepas>"):
        grouped("baja de <prepas>", groups({"prepa": ["cobach"]}))


def test_a_sentence_is_a_question_by_its_signs_or_by_an_accent():
    plain = Speller({}, (), frozenset()).plain
    asked = [
        asks for _, _, asks in plain("Hola. ¿Qué tal? Ya quedó\n\nDime cuándo voy. Cuando pueda voy").sentences()
    ]
    assert asked == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("shown", "key"),
    [
        ("Usted no se encuentra registrado aún como derechohabiente del Instituto", "no_derechohabiente"),
        ("LA CURP CAPTURADA NO FUE LOCALIZADA EN\nRENAPO. ACUDA A SU SUBDELEGACIÓN", "curp_no_renapo"),
        ("El Número de Seguridad Social no fue localizado. Intente nuevamente.", "nss_no_localizado"),
        ("Los datos proporcionados no coinciden con los registrados", "datos_inconsistentes"),
        ("Ha excedido el número de consultas por día", "limite_diario"),
        ("Su situación requiere una aclaración, acuda a la subdelegación", "aclaracion"),
        ("Escritorio Virtual. Trámites. Ubica tu subdelegación. Contacto", ""),
        ("Credencial de estudiante", ""),
        ("", ""),
    ],
)
def test_the_portals_message_on_a_screen(shown, key):
    found, phrase = portal_of(shown)
    assert found == key
    assert bool(phrase) == bool(key)
    assert phrase in " ".join(shown.split())


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("Soy de ingeniería textil, 3er semestre", "INGENIERIA TEXTIL"),
        ("estudio Diseño de Modas (corte)", "DISENO DE MODAS (CORTE)"),
        ("Soy de textil", "TEXTIL"),
        ("Soy de sistemas", "SISTEMAS"),
        ("Trabajo en una fábrica textil", ""),
    ],
)
def test_an_institutes_own_programmes_add_to_the_list(text, programme):
    own = ("Ingeniería Textil", "Diseño de Modas (corte)", "Ingeniería")
    plain = programme.replace("(", "").replace(")", "")
    assert intents("", text, own).programme == plain
    assert intents("", text).programme == (plain if plain == "SISTEMAS" else "")
