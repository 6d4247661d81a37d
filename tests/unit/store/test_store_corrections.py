"""What a person says of a case becomes rows: values, kinds, ends, notes; letters and filing follow."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.orm import Session

from mailproc.cases.decision import Missing, Student
from mailproc.cases.kinds import Folder, Kind, State
from mailproc.errors import StoreBusy, UsageError
from mailproc.following_up import composer
from mailproc.reading.lines import as_json, reading_of
from mailproc.reading.model import FileReading, Witness
from mailproc.reply.model import LetterState
from mailproc.store import cases, schema
from mailproc.store.corrections import Change, Corrections
from mailproc.store.explained import explained
from mailproc.store.folios import meant
from mailproc.store.merging import merge
from mailproc.store.movements import waiting
from mailproc.store.outbox import UNTIL_RELEASED
from tests.unit.cases.sheets import constancia, doubtful, sure
from tests.unit.store.house import (
    ALTA,
    LUCIA,
    NOW,
    SHEET,
    decision,
    handle,
    message,
    opened,
    settings,
)

[BODY] = as_json(FileReading("constancia.pdf", "ab", "", (constancia(),)))
SHEET = replace(SHEET, body=BODY)
CONFIG = settings(institution={"clinics": ["013", "025"]})
EVA = Student(name="EVA LUNA SOTO", curp="LUSE040215MCSNTVA0", nss="07220400052")
ONE, TWO, THREE = "AF-26-00001", "AF-26-00002", "AF-26-00003"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def store(tmp_path):
    return opened(tmp_path)


def desk(store, config=CONFIG, *, later=0, **more):
    return Corrections(store, config, composer(store, config), LATER + timedelta(minutes=later), **more)


def case(store, folio=ONE):
    return cases.case(store, folio)


def letters(store, folio=ONE):
    return [(one.template, one.state) for one in case(store, folio).letters]


def events(store, folio=ONE):
    return [(one.who, one.what, one.detail) for one in explained(store, folio).events if one.who != "mailproc"]


def folders(store):
    """Where each message shall lie by what was meant last, in the order of the messages."""
    with store.reading() as session:
        rows = session.execute(select(schema.Filing.message_id, schema.Filing.folder).order_by(schema.Filing.id))
        return [folder for _, folder in sorted({row.message_id: row.folder for row in rows}.items())]


def students(store):
    with store.reading() as session:
        return [row.nss for row in session.scalars(select(schema.Student).order_by(schema.Student.id))]


# Values.


def test_a_corrected_value_is_the_student_s_and_the_history_names_fields_alone(store):
    handle(store, message(1), decision(Kind.REVISAR, student=Student(name="LUCIA")), CONFIG)
    became = desk(store, who="Toño").set(ONE, Change({"nss": LUCIA.nss, "curp": LUCIA.curp, "name": LUCIA.name}))
    assert (became.kind, became.state, became.letter) == (Kind.REVISAR, State.POR_HACER, None)
    assert case(store).student == LUCIA
    assert events(store) == [("Toño", "corrected", "nss curp name")]
    assert case(store).reasons[0] == "Toño corrigió los datos."


def test_a_case_without_a_student_gets_one(store):
    handle(store, message(1), decision(Kind.SIN_ADJUNTO, student=Student()), CONFIG)
    desk(store).set(ONE, Change({"nss": LUCIA.nss}))
    assert case(store).student == Student(nss=LUCIA.nss)


def test_the_sheet_says_what_she_says_with_her_as_the_witness(store):
    sheet = constancia(nss=doubtful("12345678911"), curp=sure(LUCIA.curp), name=sure("LUCIA RAMOS OVAND"))
    [body] = as_json(FileReading("c.pdf", "ab", "", (sheet,)))
    handle(store, message(1), decision(Kind.REVISAR), CONFIG, sheets=[replace(SHEET, body=body)])
    desk(store).set(ONE, Change({"nss": LUCIA.nss, "curp": LUCIA.curp, "name": LUCIA.name}))
    [told] = explained(store, ONE).sheets
    assert (told.reading.nss.value, told.reading.nss.trusted) == (LUCIA.nss, True)
    assert told.reading.nss.witnesses == (Witness.OFFICER,)
    assert told.reading.curp.witnesses == (*sheet.curp.witnesses, Witness.OFFICER)
    assert told.reading.name.value == LUCIA.name
    assert told.reading.vigente == reading_of(body).vigente


def test_what_an_alta_lacks_is_told_anew(store):
    handle(store, message(1), replace(ALTA, facts=replace(ALTA.facts, umf_wish="")), CONFIG)
    desk(store).set(ONE, Change(umf="013"))
    assert (case(store).umf_wish, case(store).missing) == ("013", (Missing.CONTROL,))
    desk(store, later=1).set(ONE, Change({"control": "21270123"}, umf=""))
    assert (case(store).umf_wish, case(store).missing) == ("", (Missing.CLINIC,))


def test_what_an_alta_lacks_is_told_anew_after_its_letter_has_gone(store):
    handle(store, message(1), ALTA, CONFIG)
    with store.writing() as session:
        session.scalars(select(schema.Letter)).one().state = LetterState.SENT
    became = desk(store).set(ONE, Change({"control": "21270123"}))
    assert (case(store).missing, became.letter) == ((), None)
    assert letters(store) == [("alta", LetterState.SENT)]


def test_a_letter_that_waits_is_written_anew_with_the_corrected_facts(store):
    handle(store, message(1), ALTA, CONFIG)
    became = desk(store).set(ONE, Change({"control": "21270123"}, umf="013"))
    assert letters(store) == [("alta", LetterState.SUPERSEDED), ("alta", LetterState.QUEUED)]
    assert "UMF 13" in case(store).letters[-1].text
    assert became.letter.id == case(store).letters[-1].id
    assert (case(store).kind, case(store).state) == (Kind.ALTA, State.POR_HACER)


def test_a_letter_that_states_no_facts_goes_as_it_is(store):
    handle(store, message(1), decision(Kind.REVISAR), CONFIG)
    desk(store).set(ONE, Change({"nss": EVA.nss}))
    assert letters(store) == [("recibido", LetterState.QUEUED)]


def test_a_value_is_taken_away(store):
    handle(store, message(1), ALTA, CONFIG)
    desk(store).set(ONE, Change({"nss": ""}))
    assert case(store).student == replace(LUCIA, nss="")


# Whose a case is.


def test_a_number_that_is_known_to_be_somebody_else_s_is_refused(store):
    handle(store, message(1), ALTA, CONFIG)
    handle(store, message(2), decision(Kind.ALTA, student=EVA), CONFIG)
    for change in ({"nss": EVA.nss}, {"curp": EVA.curp}):
        with pytest.raises(UsageError, match=TWO) as refused:
            desk(store).set(ONE, Change(change))
        assert EVA.nss not in str(refused.value)
        assert EVA.curp not in str(refused.value)
    assert case(store).student == LUCIA
    assert events(store) == []


def test_a_correction_does_not_change_another_case_of_the_student_unasked(store):
    handle(store, message(1), ALTA, CONFIG)
    handle(store, message(2), decision(Kind.HOJA), CONFIG)
    with pytest.raises(UsageError, match=f"{TWO}.*--yes-same-student"):
        desk(store).set(ONE, Change({"nss": EVA.nss}))
    assert case(store, TWO).student == case(store).student == LUCIA
    became = desk(store).set(ONE, Change({"nss": EVA.nss}), same_student=True)
    assert became.also == (TWO,)
    assert case(store, TWO).student == case(store).student == replace(LUCIA, nss=EVA.nss)


def test_a_case_that_was_somebody_else_s_leaves_the_others_alone(store):
    handle(store, message(1), ALTA, CONFIG)
    handle(store, message(2), decision(Kind.HOJA), CONFIG, sheets=[SHEET])
    became = desk(store).set(TWO, Change({"nss": EVA.nss, "curp": EVA.curp, "name": EVA.name}))
    assert became.also == ()
    assert (case(store).student, case(store, TWO).student) == (LUCIA, EVA)
    with store.reading() as session:
        [sheet] = session.scalars(select(schema.Reading))
        assert session.get(schema.Student, sheet.student_id).nss == EVA.nss


def test_a_case_joins_the_student_that_its_number_names(store):
    """The row nobody needs any more is gone: it would be found for the true owner of the misread number."""
    handle(store, message(1), ALTA, CONFIG)
    handle(store, message(2), decision(Kind.REVISAR, student=Student(nss="07220400060")), CONFIG)
    became = desk(store).set(TWO, Change({"nss": LUCIA.nss, "control": "21270123"}))
    assert became.also == (ONE,)
    assert case(store).student == case(store, TWO).student == replace(LUCIA, control="21270123")
    assert students(store) == [LUCIA.nss]


def test_two_halves_of_a_student_become_one(store):
    handle(store, message(1), decision(Kind.ALTA, student=Student(nss=LUCIA.nss)), CONFIG)
    handle(store, message(2), decision(Kind.ALTA, student=Student(curp=LUCIA.curp, name=LUCIA.name)), CONFIG)
    became = desk(store).set(ONE, Change({"curp": LUCIA.curp}))
    assert became.also == (TWO,)
    assert case(store).student == case(store, TWO).student == LUCIA
    assert students(store) == [LUCIA.nss]


def test_the_other_cases_of_a_half_go_with_it(store):
    half = decision(Kind.ALTA, student=Student(nss=LUCIA.nss))
    for number, what in ((1, half), (2, decision(Kind.HOJA, student=Student(curp=LUCIA.curp))), (3, half)):
        handle(store, message(number), what, CONFIG)
    became = desk(store).set(ONE, Change({"curp": LUCIA.curp}))
    assert became.also == (TWO, THREE)
    assert case(store, THREE).student == case(store, TWO).student == Student(curp=LUCIA.curp, nss=LUCIA.nss)
    assert students(store) == [LUCIA.nss]


def test_somebody_of_whom_no_case_speaks_any_more_is_in_nobody_s_way(store):
    handle(store, message(1), ALTA, CONFIG)
    with store.writing() as session:
        row = schema.Student(
            account_id=store.account_id, name="", curp=EVA.curp, nss=EVA.nss, control="", address=""
        )
        session.add(row)
    desk(store).set(ONE, Change({"nss": EVA.nss}))
    assert case(store).student == replace(LUCIA, nss=EVA.nss)
    assert students(store) == [EVA.nss, ""]


# Kinds and ends.


@pytest.mark.parametrize(
    ("kind", "state", "folder", "sent"),
    [
        (Kind.ALTA, State.POR_HACER, Folder.ALTAS, "alta"),
        (Kind.BAJA, State.POR_HACER, Folder.BAJAS, "baja"),
        (Kind.HOJA, State.POR_HACER, Folder.HOJAS, "hoja"),
        (Kind.BAJA_PREVIA, State.ESPERA_ALUMNO, Folder.ESPERAN_BAJA, "baja_previa"),
        (Kind.EMPLEO, State.INFORMADO, Folder.INFORMADOS, None),
    ],
)
def test_a_kind_has_its_letter_and_its_folder(store, kind, state, folder, sent):
    handle(store, message(1), decision(Kind.REVISAR), CONFIG)
    became = desk(store).set(ONE, Change({"control": "21270123"}, kind=kind))
    assert (became.kind, became.state) == (kind, state)
    assert (became.letter.template if became.letter else None) == sent
    assert folders(store) == [folder]
    assert ("encargada", "kind", f"revisar {kind.value}") in events(store)


def test_in_mode_observe_the_letter_is_noted_and_nothing_moves(store):
    config = settings(mode="observe")
    handle(store, message(1), decision(Kind.REVISAR), config)
    became = desk(store, config).set(ONE, Change(kind=Kind.HOJA))
    assert became.letter.state is LetterState.OBSERVED
    with store.reading() as session:
        assert set(session.scalars(select(schema.Filing.state))) == {schema.FilingState.OBSERVED}


def test_done_has_its_closing_letter_once(store):
    handle(store, message(1), decision(Kind.HOJA), CONFIG)
    became = desk(store).done(ONE)
    assert (became.state, became.letter.template, folders(store)) == (State.HECHO, "hoja_lista", [Folder.HECHO])
    with pytest.raises(UsageError, match="done already"):
        desk(store).done(ONE)


def test_close_takes_back_what_has_not_gone_and_reopen_says_nothing(store):
    handle(store, message(1), ALTA, CONFIG)
    assert desk(store).close(ONE).letter is None
    assert letters(store) == [("alta", LetterState.SUPERSEDED)]
    assert (case(store).state, case(store).closed_at, folders(store)) == (State.CERRADO, LATER, [Folder.HECHO])
    with pytest.raises(UsageError, match="over already"):
        desk(store).close(ONE)
    desk(store).reopen(ONE)
    assert (case(store).state, case(store).closed_at, folders(store)) == (State.POR_HACER, None, [Folder.ALTAS])
    assert letters(store) == [("alta", LetterState.SUPERSEDED)]
    with pytest.raises(UsageError, match="open already"):
        desk(store).reopen(ONE)


def test_a_note_is_kept_with_the_case_and_not_in_its_history(store):
    handle(store, message(1), ALTA, CONFIG)
    desk(store).note(ONE, "Su mamá llamó por el NSS 12345678903.")
    assert [(one.who, one.text) for one in case(store).notes] == [
        ("encargada", "Su mamá llamó por el NSS 12345678903.")
    ]
    assert events(store) == [("encargada", "noted", "")]


def test_who_comes_too_late_is_told_so_and_changes_nothing(store):
    handle(store, message(1), ALTA, CONFIG)

    def meanwhile(session, *_):
        session.execute(text("UPDATE cases SET version = version + 1"))

    late = desk(store)
    event.listen(Session, "before_flush", meanwhile, once=True)
    with pytest.raises(StoreBusy, match=f"{ONE}: somebody else"):
        late.close(ONE)
    assert case(store).state is State.POR_HACER


# Joining two cases.


def test_all_that_one_case_has_comes_to_the_other(store):
    handle(store, message(1), decision(Kind.REVISAR, student=Student(curp=LUCIA.curp)), CONFIG, sheets=[SHEET])
    other = replace(ALTA, student=Student(nss=LUCIA.nss, name=LUCIA.name))
    handle(
        store, message(2, sender="lucia@correo.example"), other, CONFIG, sheets=[replace(SHEET, sha256="cd" * 32)]
    )
    desk(store).note(TWO, "Llamó.")
    merge(desk(store), ONE, TWO, same_student=False)
    kept, gone = case(store), case(store, TWO)
    assert (kept.kind, kept.student, kept.umf_wish) == (Kind.REVISAR, LUCIA, "025")
    assert [one.message_id for one in kept.messages] == ["<1@correo.example>", "<2@correo.example>"]
    assert letters(store) == [("recibido", LetterState.QUEUED), ("alta", LetterState.SUPERSEDED)]
    assert [one.text for one in kept.notes] == ["Llamó."]
    assert len(explained(store, ONE).sheets) == 2
    assert folders(store) == [Folder.REVISAR, Folder.REVISAR]
    assert (gone.state, gone.merged_into, gone.messages, gone.letters) == (State.CERRADO, ONE, (), ())
    assert students(store) == [LUCIA.nss]
    assert ("encargada", "merged", TWO) in events(store)
    assert ("encargada", "merged into", ONE) in events(store, TWO)
    with pytest.raises(UsageError, match=f"{TWO}: was joined to {ONE}"):
        desk(store).reopen(TWO)
    with pytest.raises(UsageError, match=f"{TWO}: was joined to {ONE}"):
        merge(desk(store), ONE, TWO, same_student=False)


def test_two_students_are_joined_only_at_a_second_word(store):
    handle(store, message(1), ALTA, CONFIG)
    handle(store, message(2), decision(Kind.HOJA, student=EVA), CONFIG)
    with pytest.raises(UsageError, match="--yes-same-student"):
        merge(desk(store), ONE, TWO, same_student=False)
    assert case(store, TWO).merged_into == ""
    merge(desk(store), ONE, TWO, same_student=True)
    assert case(store).student == case(store, TWO).student == LUCIA
    assert students(store) == [LUCIA.nss]


def test_a_message_of_both_cases_is_one_message(store):
    handle(store, message(1), ALTA, CONFIG, others=[decision(Kind.HOJA, student=EVA)])
    merge(desk(store), ONE, TWO, same_student=True)
    assert [one.message_id for one in case(store).messages] == ["<1@correo.example>"]


# What is exported follows the correction.


def test_a_corrected_alta_is_exported_with_what_she_said(store):
    handle(store, message(1), replace(ALTA, student=replace(LUCIA, nss="")), CONFIG, sheets=[SHEET])
    desk(store).set(ONE, Change({"nss": LUCIA.nss}))
    [due] = waiting(store).due
    assert (due.nss, due.name) == (LUCIA.nss, LUCIA.name)


# Short folios.


def test_a_case_is_meant_by_as_little_as_is_clear(store):
    handle(store, message(1), ALTA, CONFIG)
    handle(store, message(2), decision(Kind.HOJA, student=EVA), CONFIG, now=NOW.replace(year=2027))
    with store.reading() as session:
        for short in ("AF-26-00001", "af-26-1", "AF26-1", "26-1", " 26-00001 "):
            assert meant(session, store, short).folio == ONE
        assert meant(session, store, "27-1").folio == "AF-27-00001"
        with pytest.raises(UsageError, match="AF-26-00001, AF-27-00001"):
            meant(session, store, "1")
        for wrong in ("2", "28-1", "Lucía", "", "AF-26-"):
            with pytest.raises(UsageError):
                meant(session, store, wrong)


def test_a_letter_that_contradicts_the_sheet_waits_for_a_second_word(store):
    [body] = as_json(FileReading("c.pdf", "ab", "", (constancia(vigente=sure(True)),)))
    handle(store, message(1), decision(Kind.REVISAR), CONFIG, sheets=[replace(SHEET, body=body)])
    became = desk(store).set(ONE, Change(kind=Kind.ALTA))
    assert became.letter.state is LetterState.HELD
    assert "vigente" in became.letter.reason
    with store.reading() as session:
        assert session.get(schema.Letter, became.letter.id).due_at == UNTIL_RELEASED
