"""`mailproc case` and `mailproc outbox` in words: the page of a case, what an action says, what the digest tells."""

import io
import json
from dataclasses import replace
from datetime import timedelta

import pytest

from mailproc.cases.decision import Student
from mailproc.cases.kinds import Kind
from mailproc.errors import UsageError
from mailproc.officer.case_command import CaseCommand
from mailproc.officer.daily import digest_of
from mailproc.officer.outbox_command import OutboxCommand
from mailproc.reply.model import LetterState
from mailproc.store import schema
from mailproc.store.cases import case
from tests.mail.house import has_identifier
from tests.unit.store.house import ALTA, LUCIA, NOW, decision, handle, message, opened, settings

ONE, TWO = "AF-26-00001", "AF-26-00002"
CONFIG = settings(
    institution={"clinics": ["013", "025"]},
    policy={"mode": "send", "alta_requirements": ["Carta de no tener otro seguro", "Copia de la INE"]},
)


@pytest.fixture
def store(tmp_path):
    store = opened(tmp_path)
    handle(store, message(1), ALTA, CONFIG)
    return store


@pytest.fixture
def typed(store, capsys, monkeypatch):
    """What `mailproc case ID WORD…` prints; each a minute after the other."""
    monkeypatch.setenv("COLUMNS", "100")
    minutes = iter(range(1, 100))

    def run(*words, same_student=False, as_json=False):
        now = NOW + timedelta(minutes=next(minutes))
        CaseCommand(store, CONFIG, now, "encargada", same_student, as_json).run(words[0], words[1:])
        return capsys.readouterr().out

    return run


def test_the_page_tells_the_case_and_no_whole_number(typed):
    typed("1", "note", "Su mamá llamó: el NSS es", LUCIA.nss)
    typed("1", "tick", "ine")
    typed("1", "set", "programme=Mecatrónica", "semester=7")
    page = typed("1")
    for told in (
        "AF-26-00001 · alta · por hacer",
        "Lucia Ramos Ovando · NSS •••8903 · CURP •••VCA2",
        "Mecatrónica, semestre 7",
        "Quiere la UMF 25.",
        "Falta: el número de control.",
        "«Constancia de vigencia», de l21270123@tecnologico.example",
        "– Carta de no tener otro seguro",
        "✓ Copia de la INE",
        "Su mamá llamó: el NSS es •••8903 (encargada)",
        "se corrigió: carrera, semestre (encargada)",
        "cumplió el requisito: 2 (encargada)",
        "Carta 1, del",
        "Ya no sale la carta «alta».",
        "Está por salir la carta «alta».",
    ):
        assert told in page, told
    assert not has_identifier(page)


def test_programs_get_the_whole_case(typed):
    typed("1", "tick", "1", "2")
    told = json.loads(typed("1", "untick", "2", as_json=True))
    assert told["student"]["nss"] == LUCIA.nss
    assert told["requirements"] == ["Carta de no tener otro seguro"]
    assert told["told"] == ["AF-26-00001: no cumple «Copia de la INE»."]
    assert told["outbox"] == [{"id": 1, "template": "alta", "state": "queued", "reason": ""}]
    assert "told" not in json.loads(typed("1", as_json=True))


def test_no_requirement_is_ticked_where_one_of_them_is_unknown(typed):
    with pytest.raises(UsageError, match="Copia de la INE"):
        typed("1", "tick", "1", "pasaporte")
    assert json.loads(typed("1", as_json=True))["requirements"] == []


def test_an_action_says_what_happened_and_whether_a_letter_goes(typed):
    assert "se corrigió número de control; vale como confirmado." in typed("1", "set", "control=21270123")
    said = typed("1", "set", "kind=hoja")
    assert "AF-26-00001: es ahora «hoja de afiliación», por hacer." in said
    assert "Saldrá la carta 3, «hoja de afiliación»." in said
    assert "No sale carta: para esto no hay." in typed("1", "set", "kind=empleo")
    assert "es ahora «seguro por empleo», cerrado.\nNo sale carta." in typed("1", "close")


def test_a_curp_that_is_not_of_the_name_is_pointed_out(typed):
    assert "Ojo" in typed("1", "set", "name=EVA LUNA SOTO")
    assert "Ojo" not in typed("1", "set", f"name={LUCIA.name}")


def test_the_student_s_other_cases_are_named(typed, store):
    handle(store, message(2), decision(Kind.HOJA), CONFIG)
    with pytest.raises(UsageError, match=TWO):
        typed("1", "set", "nss=07222400017")
    said = typed("1", "set", "nss=07222400017", same_student=True)
    assert f"Son del mismo estudiante y cambian también: {TWO}." in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("1", "clos"), "did you mean close"),
        (("1", "close", "now"), "nothing comes behind close"),
        (("1", "note", " \u200b "), "write the note"),
        (("1", "note", "x" * 3000), "longer than 2000"),
        (("1", "merge"), "name the one other case"),
        (("1", "merge", "1"), "another case"),
        (("1", "merge", "7"), "no case of that folio"),
        (("1", "tick"), "name a requirement"),
    ],
)
def test_what_is_typed_wrong_changes_nothing(typed, store, words, said):
    before = case(store, ONE)
    with pytest.raises(UsageError, match=said):
        typed(*words)
    assert case(store, ONE) == before


# The digest.


def _digest(store):
    return digest_of(store, CONFIG, now=NOW + timedelta(hours=1))


def test_the_digest_shows_a_note_also_beside_a_case_to_be_reviewed(store, typed):
    handle(store, message(2), decision(Kind.REVISAR, student=Student()), CONFIG)
    for number in (1, 2):
        typed(str(number), "note", f"Vino a la ventanilla {number} veces, NSS {LUCIA.nss}.")
    letter = _digest(store)
    for number in (1, 2):
        assert f"Nota: Vino a la ventanilla {number} veces, NSS •••8903." in letter.text
    assert not has_identifier(letter.text)


def test_the_digest_says_that_letters_are_paused(store, capsys):
    outbox = OutboxCommand(store, CONFIG, NOW, "encargada")
    assert "en pausa" not in _digest(store).text
    outbox.pause()
    letter = _digest(store)
    assert "en pausa" in letter.text
    assert "mailproc resume" in letter.text
    outbox.resume()
    assert "en pausa" not in _digest(store).text
    assert "vuelven a salir" in capsys.readouterr().out


# The outbox.


def _uncertain(store):
    with store.writing() as session:
        row = session.get(schema.Letter, 1)
        row.state, row.ended_at = LetterState.UNCERTAIN, NOW


@pytest.mark.parametrize(("answer", "state"), [("1\n", LetterState.QUEUED), ("2\n", None), ("", None)])
def test_a_letter_that_may_have_gone_asks_for_its_number(store, monkeypatch, answer, state):
    _uncertain(store)
    monkeypatch.setattr("sys.stdin", io.StringIO(answer))
    outbox = OutboxCommand(store, CONFIG, NOW, "encargada")
    if state is None:
        with pytest.raises(UsageError, match="not typed again"):
            outbox.release(1, yes=False)
    else:
        outbox.release(1, yes=False)
    assert case(store, ONE).letters[0].state is (state or LetterState.UNCERTAIN)


def test_the_list_names_number_state_letter_case_and_reason(store, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "140")
    _uncertain(store)
    outbox = OutboxCommand(store, CONFIG, NOW, "encargada")
    outbox.listed(as_json=False)
    told = capsys.readouterr().out
    for word in ("1 carta", "no se sabe si salió", "«alta»", ONE, "l21270123@tecnologico.example"):
        assert word in told
    outbox.drop(1)
    outbox.listed(as_json=False)
    assert "No hay cartas pendientes." in capsys.readouterr().out


def test_what_is_let_go_says_when_something_else_still_holds_it(store, capsys):
    for config, said in (
        (CONFIG, "saldrá, si nada más"),
        (settings(mode="observe"), "en modo observe no sale nada"),
    ):
        OutboxCommand(store, config, NOW, "encargada").release(1, yes=False)
        assert said in capsys.readouterr().out
    outbox = OutboxCommand(store, CONFIG, NOW, "encargada")
    outbox.pause()
    outbox.release(1, yes=False)
    assert "cuando termine la pausa" in capsys.readouterr().out


def test_who_opened_again_a_joined_case_is_sent_to_the_other(store, typed):
    handle(store, message(2), replace(ALTA, student=Student()), CONFIG)
    typed("1", "merge", "2")
    assert f"Se unió al caso {ONE}" in typed("2")
    with pytest.raises(UsageError, match=f"joined to {ONE}"):
        typed("2", "note", "Algo.")
