"""The officer opens one mail in the morning and sees what she has to do."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.cases import kinds
from mailproc.cases.decision import Missing, Student
from mailproc.cases.kinds import Kind, State
from mailproc.officer.chart import bars
from mailproc.officer.digest import compose_alarm, compose_digest, standalone
from mailproc.officer.samples import DAY, EMPTY, FULL, MESSAGE_ID, NOW, render_all
from mailproc.officer.sections import GRADUATES_LIMIT, KINDS, LETTERS, OTHER_LIMIT, TO_DO_LIMIT, card
from mailproc.officer.view import (
    CaseLine,
    Day,
    DigestView,
    Enclosures,
    Glimpse,
    LetterLine,
    LetterTrouble,
    SetAside,
)
from mailproc.reading.curp import is_curp
from mailproc.reading.identifiers import is_nss
from mailproc.reading.model import Field
from mailproc.reply.model import Letter, LetterState, Part
from tests.unit.reply.institute import bare_institute, institute
from tests.unit.reply.test_replies_injection import HOSTILE, same_shape

SETTINGS = institute()
MARIANA = Student("MARIANA LOPEZ CASTELLANOS", "LOCM040312MCSPSRA8", "07220400019", "L22270001")


def digest(view: DigestView, **policy: object) -> Letter:
    return compose_digest(view, institute(**policy), day=DAY, message_id=MESSAGE_ID)


def case(
    number: int = 1, kind: Kind = Kind.ALTA, state: State = State.POR_HACER, days: int = 0, **more: object
) -> CaseLine:
    line = CaseLine(
        f"AF-26-{number:05}", kind, state, NOW - timedelta(days=days), sender=f"s{number}@alumnos.example"
    )
    return replace(line, **more)


def view(*cases: CaseLine, **more: object) -> DigestView:
    return replace(EMPTY, open=cases, **more)


def test_it_goes_to_the_officer_alone_and_in_no_thread() -> None:
    letter = digest(FULL)
    assert (letter.template, letter.recipient, letter.message_id) == (
        "digest",
        "afiliacion@tecnologico.example",
        MESSAGE_ID,
    )
    assert (letter.in_reply_to, letter.references) == ("", ())


@pytest.mark.parametrize("part", ["text", "html"])
def test_what_she_has_to_do_stands_first_then_others_then_what_went_wrong(part: str) -> None:
    titles = [
        "Urgente",
        "Altas por tramitar",
        "Bajas por tramitar",
        "Hojas por emitir",
        "Por revisar",
        "Esperan la baja de otra escuela",
        "Esperan algo del estudiante",
        "Los llevas tú",
        "Atendidos sin ti",
        "Se cerraron solos",
        "Egresados",
        "Lo que salió mal",
        "La semana",
    ]
    everything = replace(FULL, open=(*FULL.open, case(202, Kind.CONSULTA, State.EN_MANOS)))
    letter = digest(everything)
    body = letter.text if part == "text" else letter.html.split("</head>")[1]
    heading = r"^{}" if part == "text" else r"<h2[^>]*>{}"
    places = [match.start() for title in titles if (match := re.search(heading.format(title), body, re.M))]
    assert len(places) == len(titles)
    assert places == sorted(places)


def test_the_oldest_wait_stands_first() -> None:
    letter = digest(view(case(1, days=1), case(2, days=9), case(3, days=4)))
    assert re.findall(r"— (\S+(?: días?)?) — AF-26-(\d+)", letter.text) == [
        ("9 días", "00002"),
        ("4 días", "00003"),
        ("1 día", "00001"),
    ]
    assert "El que más espera lleva 9 días." in letter.text


def test_days_count_by_the_institutes_calendar() -> None:
    late = datetime(2026, 8, 17, 3, 0, tzinfo=UTC)  # nine in the evening of the 16th in Mexico City
    assert card(case(since=late), SETTINGS.zone, day=date(2026, 8, 17)).waited == "1 día"
    assert card(case(since=late), SETTINGS.zone, day=date(2026, 8, 16)).waited == "hoy"


def test_the_subject_says_it_all() -> None:
    assert digest(FULL).subject == (
        "Afiliación: 1 urgente, 2 altas, 1 baja, 1 hoja y 2 por revisar; 3 avisos, lunes 17 de agosto"
    )


def test_a_day_with_nothing_has_its_kind_sentence() -> None:
    letter = digest(EMPTY)
    assert letter.subject == "Afiliación: nada pendiente, lunes 17 de agosto"
    for body in (letter.text, letter.html):
        assert "Hoy no tienes nada pendiente. Que tengas un buen día." in body
    waiting = digest(view(case(state=State.ESPERA_ALUMNO)))
    assert "Hoy no tienes casos por hacer." in waiting.text
    assert "buen día" not in waiting.text


def test_an_alta_says_what_is_missing_and_which_clinic() -> None:
    text = digest(view(case(missing=(Missing.CLINIC, Missing.CONTROL)), case(2, umf_wish="025"))).text
    assert "Faltan la clínica y el número de control." in text
    assert "Quiere la UMF 25." in text


def test_names_are_whole_and_identifiers_masked() -> None:
    letter = digest(view(case(student=MARIANA, subject=f"NSS {MARIANA.nss}, CURP {MARIANA.curp}")))
    for body in (letter.text, letter.html):
        assert "Mariana Lopez Castellanos" in body
        assert "s1@alumnos.example" in body
        assert MARIANA.nss not in body and MARIANA.curp not in body
        assert "•••0019" in body and "•••SRA8" in body


@given(nss=st.from_regex(r"\A[0-9]{11}\Z"), curp=st.from_regex(r"\A[A-Z]{4}[0-9]{6}[HMX][A-Z]{5}[0-9A-Z][0-9]\Z"))
def test_no_card_holds_a_whole_identifier(nss: str, curp: str) -> None:
    line = case(
        student=Student(f"ANA {nss}", curp, nss, curp),
        sender=f"{curp}@x.example",
        subject=f"{nss}/{curp}",
        reasons=(f"El NSS {nss} no coincide con {curp}.",),
        silent=nss,
        umf_wish=nss,
    )
    shown = str(card(line, SETTINGS.zone, day=DAY))
    assert nss not in shown and curp not in shown


def test_in_observe_mode_it_tells_what_would_have_been_done() -> None:
    observed = case(letter=LetterLine("alta", LetterState.OBSERVED))
    letter = digest(view(observed), mode="observe")
    assert letter.subject.startswith("Afiliación (observando): 1 alta")
    for body in (letter.text, letter.html):
        assert "no envía cartas ni mueve mensajes" in body
        assert "Se habría enviado la carta «alta»" in body
        assert "irían a la carpeta Afiliación / Altas por tramitar" in body
        assert "Cartas que se habrían enviado" in body
    assert "no envía cartas" not in digest(view(observed)).text


def test_in_draft_mode_it_points_to_the_drafts() -> None:
    letter = digest(view(case(letter=LetterLine("alta", LetterState.DRAFT))), mode="draft")
    for body in (letter.text, letter.html):
        assert "Está en tus borradores la carta «alta»" in body
        assert "cuando tú las envías" in body


def test_letters_that_did_not_go_are_told_uncertain_ones_first() -> None:
    def trouble(state: LetterState, number: int) -> LetterTrouble:
        return LetterTrouble(f"AF-26-{number:05}", "hoja", "a@x.example", state, NOW, "Causa.")

    states = [LetterState.HELD, LetterState.FAILED, LetterState.UNCERTAIN]
    troubles = tuple(trouble(state, number) for number, state in enumerate(states))
    text = digest(view(troubles=troubles)).text
    assert re.findall(r"AF-26-(\d+)", text) == ["00002", "00001", "00000"]
    assert "; 3 avisos" in digest(view(troubles=troubles)).subject


def test_set_aside_messages_and_old_mail_are_told() -> None:
    letter = digest(view(set_aside=(SetAside("", "", NOW),), old=14))
    for body in (letter.text, letter.html):
        assert "sin dirección · «sin asunto»" in body
        assert "14 mensajes de hace más de 7 días" in body


def test_it_says_when_the_mailbox_is_no_longer_read() -> None:
    assert "no se ha revisado" in digest(view(last_poll=None)).text
    stale = digest(view(last_poll=NOW - timedelta(hours=5)))
    assert "no se revisa desde hace rato" in stale.text
    assert "Última vez: 17/08/2026, 03:00" in stale.text
    assert "Lo que salió mal" not in digest(EMPTY).text


def test_a_case_of_any_kind_and_state_has_its_place() -> None:
    for kind in Kind:
        for state in State:
            letter = digest(view(case(7, kind, state)))
            assert "AF-26-00007" in letter.text and "AF-26-00007" in letter.html


def test_every_kind_and_every_letter_has_a_name() -> None:
    assert set(KINDS) == set(Kind)
    assert set(LETTERS) == set(kinds.LETTERS)


def test_a_flood_is_cut_short_and_counted() -> None:
    many = [case(number, student=MARIANA, reasons=("La constancia dice NO.",)) for number in range(500)]
    waiting = [case(1000 + number, Kind.VENCIDA, State.ESPERA_ALUMNO) for number in range(500)]
    letter = digest(view(*many, *waiting))
    assert f"… y {500 - TO_DO_LIMIT} más." in letter.text
    assert f"… y {500 - OTHER_LIMIT} más." in letter.html
    assert "Altas por tramitar (500)" in letter.text
    assert len(letter.html.encode()) < 102_000  # Gmail hides what lies beyond


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_foreign_text_is_only_text(text: str) -> None:
    def letters(word: str) -> list[Letter]:
        line = case(
            student=Student(word, word, word, word),
            sender=word,
            subject=word,
            reasons=(word, word),
            umf_wish=word,
            silent=word,
        )
        trouble = LetterTrouble(word, word, word, LetterState.FAILED, NOW, word)
        aside = SetAside(word, word, NOW, word)
        waiting = replace(line, state=State.ESPERA_ALUMNO)
        full = view(line, waiting, troubles=(trouble,), set_aside=(aside,))
        return [digest(full), compose_alarm(line, SETTINGS, message_id=MESSAGE_ID)]

    for hostile, harmless in zip(letters(text), letters("Ana"), strict=True):
        same_shape(hostile, harmless)
        assert "\n" not in hostile.subject
        for part in (hostile.text, hostile.html):
            assert "jajajaja" not in part
            assert not re.search(
                r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]", part
            )


def test_an_alarm_tells_who_what_and_where() -> None:
    line = case(
        131, Kind.URGENTE, sender="daniel@correo.example", subject="no me atienden", reasons=("Dice «urgencias».",)
    )
    alarm = compose_alarm(line, SETTINGS, message_id=MESSAGE_ID)
    assert (alarm.template, alarm.recipient) == ("alarm", "afiliacion@tecnologico.example")
    assert alarm.subject == "URGENTE: un mensaje pide ayuda (AF-26-00131)"
    for part in (alarm.text, alarm.html):
        assert "daniel@correo.example" in part and "no me atienden" in part and "Dice «urgencias»." in part
        assert "marcado con bandera" in " ".join(part.split())
    watching = compose_alarm(line, institute(mode="observe"), message_id=MESSAGE_ID)
    assert "no le puso bandera" in " ".join(watching.text.split())


def test_the_samples_render_for_a_full_and_a_bare_institute() -> None:
    for settings in (SETTINGS, bare_institute()):
        assert [letter.template for letter in render_all(settings)] == ["digest"] * 2 + ["alarm"] * 8
    students = [line.student for line in (*FULL.open, *FULL.answered)]
    assert all(is_nss(one.nss) for one in students if one.nss)
    assert all(is_curp(one.curp) for one in students if one.curp)


@pytest.mark.parametrize(
    ("template", "ways"),
    [
        (
            "alta",
            (
                "haz el trámite y después mueve su mensaje a «Hecho»",
                "mueve su mensaje a «Altas por tramitar» y la",
            ),
        ),
        (
            "baja_previa",
            ("mueve su mensaje a «Esperan al alumno»", "mueve su mensaje a «Esperan baja» y la carta"),
        ),
        ("vencida", ("mueve su mensaje a «Esperan al alumno»", "contéstale tú")),
        ("empleo", ("mueve su mensaje a «Informados»", "contéstale tú")),
        ("alta_hecha", ("mueve su mensaje a «Hecho»", "contéstale tú")),
    ],
)
def test_a_letter_that_may_have_gone_has_two_ways_out(template: str, ways: tuple[str, str]) -> None:
    trouble = LetterTrouble("AF-26-00001", template, "a@x.example", LetterState.UNCERTAIN, NOW, number=12)
    text = " ".join(digest(view(troubles=(trouble,))).text.split())
    assert "Si salió: mailproc outbox drop 12" in text
    assert "Si no salió: mailproc outbox release 12 --yes" in text
    assert f"Búscala en tus enviados. Si está, {ways[0]}. Si no está, {ways[1]}" in text


def test_a_letter_that_waits_for_a_person_says_how_it_goes() -> None:
    held = LetterTrouble("AF-26-00001", "alta", "a@x.example", LetterState.HELD, NOW, number=7, for_person=True)
    letter = digest(view(troubles=(held, replace(held, number=8, for_person=False))))
    for body in (letter.text, letter.html):
        assert "mailproc outbox release 7" in body and "outbox release 8" not in body


NSS = Glimpse("nss", Field("07220400019", False, 0.6), b"")
CURP = Glimpse("curp", Field(MARIANA.curp, True, 0.99), b"")


def test_a_case_to_be_reviewed_has_what_was_read_and_the_command_that_corrects_it() -> None:
    review = case(7, Kind.REVISAR, sheet=(NSS, CURP, Glimpse("name", None)), reasons=("Una.", "Otra."))
    letter = digest(view(review, case(8)))
    for body in (letter.text, letter.html):
        assert "mailproc case AF-26-00007 set nss=… name=… kind=…" in body
        assert "AF-26-00008 set" not in body
        assert "•••0019" in body and "sin confirmar" in body and "no se leyó" in body
        assert "Una." in body and "Otra." not in body
        assert "07220400019" not in body and MARIANA.curp not in body
    assert "abre su mensaje" in letter.html and "cid:" not in letter.html


def test_pictures_travel_with_the_mail_and_stand_in_the_page() -> None:
    letter = digest(FULL)
    names = re.findall(r'src="cid:([^"]+)"', letter.html)
    assert sorted(names) == sorted(part.content_id for part in letter.parts)
    assert len(set(names)) == len(names) == 8
    page = standalone(letter)
    assert "cid:" not in page and page.count('src="data:image/jpeg;base64,') == 8


def test_where_whole_identifiers_are_not_wanted_there_are_no_pictures() -> None:
    settings = institute()
    officer = settings.officer.model_copy(update={"full_identifiers_in_attachments": False})
    letter = compose_digest(FULL, settings.model_copy(update={"officer": officer}), day=DAY, message_id=MESSAGE_ID)
    assert letter.parts == () and "cid:" not in letter.html
    assert "sin confirmar" in letter.html


def test_graduates_are_bajas_to_consider() -> None:
    many = tuple(replace(MARIANA, name=f"EGRESADA {number}") for number in range(30))
    text = digest(view(graduates=many)).text
    assert "bajas por considerar (30)" in text
    assert "Egresada 0 · NSS\N{NO-BREAK SPACE}•••0019" in text
    assert f"… y {30 - GRADUATES_LIMIT} más." in text


def test_notes_and_troubles_of_the_batch_file_are_told() -> None:
    enclosed = Enclosures(
        (Part("casos.xlsx", "a/b", b"x"),), notes={"AF-26-00001": "Falta el NSS."}, trouble="Causa."
    )
    letter = compose_digest(view(case()), SETTINGS, day=DAY, message_id=MESSAGE_ID, enclosed=enclosed)
    for body in (letter.text, letter.html):
        assert "Falta el NSS." in body
        assert "No se pudo hacer el archivo de IDSE" in body and "Causa." in body
        assert "casos.xlsx" in body
    assert letter.parts == enclosed.parts


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), min_size=1, max_size=7))
def test_bars_are_as_long_as_their_days(counts: list[tuple[int, int]]) -> None:
    found = bars([Day(DAY, alone, hers) for alone, hers in counts])
    most = max(alone + hers for alone, hers in counts)
    assert len(found) == (len(counts) if most else 0)
    for bar, (alone, hers) in zip(found, counts, strict=False):
        assert bar.alone_width + bar.hers_width + bar.rest == 100
        assert bar.alone_width + bar.hers_width == round(100 * (alone + hers) / most)
        assert (bar.alone_width > 0, bar.hers_width > 0) == (alone > 0, hers > 0)
        assert bar.rest >= 0
