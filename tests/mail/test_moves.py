"""The officer works by moving mail: every move of docs/kinds-of-case.md on a real Dovecot, she with plain imaplib."""

from email import message_from_bytes

import pytest
from sqlalchemy import select

from mailproc.cases.kinds import Folder
from mailproc.reply.model import LetterState
from mailproc.store import outbox, schema
from tests.mail.bureau import DRAFTS, SENT, Bureau
from tests.mail.semester.students import Paper
from tests.mail.semester.talk import FAILED
from tests.mail.servers import DovecotOf


@pytest.fixture
def bureau(dovecot_of: DovecotOf, tmp_path):
    return Bureau(tmp_path, dovecot_of("full").account(), more="alta_days = 5")


GRACE = 3  # polls of two minutes each: more than the five minutes


def test_an_alta_put_into_hecho_is_done_and_its_student_told(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no", text="Le envío mi constancia. Quiero la clínica 25.")
    bureau.turn()
    assert bureau.stands(mail) == ("alta", "por_hacer")
    bureau.drags(mail, Folder.HECHO)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("alta", "hecho")
    assert bureau.letters_to(ana) == ["alta", "alta_hecha"]
    assert bureau.lies(mail) == [Folder.HECHO]
    assert bureau.case(mail).due_at is None
    bureau.turns(5)
    assert bureau.letters_to(ana) == ["alta", "alta_hecha"]


@pytest.mark.parametrize(
    ("paper", "to", "kind", "state", "letters"),
    [
        ("edited", Folder.BAJAS, "baja", "por_hacer", ["recibido", "baja"]),
        ("conservacion", Folder.HOJAS, "hoja", "por_hacer", ["recibido", "hoja"]),
        ("conservacion", Folder.ESPERAN_BAJA, "baja_previa", "espera_alumno", ["recibido", "baja_previa"]),
        pytest.param("edited", Folder.HECHO, "revisar", "hecho", ["recibido"], marks=pytest.mark.sweep),
        ("edited", Folder.ESPERAN_ALUMNO, "revisar", "espera_alumno", ["recibido"]),
        pytest.param("edited", Folder.INFORMADOS, "revisar", "informado", ["recibido"], marks=pytest.mark.sweep),
        ("edited", Folder.AUTOMATICOS, "revisar", "cerrado", ["recibido"]),
        ("edited", None, "revisar", "en_manos_de_la_encargada", ["recibido"]),
        ("ours", Folder.HECHO, "hoja", "hecho", ["hoja", "hoja_lista"]),
        pytest.param("ours", Folder.REVISAR, "revisar", "por_hacer", ["hoja"], marks=pytest.mark.sweep),
        ("prepa", Folder.INFORMADOS, "baja_previa", "informado", ["baja_previa"]),
    ],
)
def test_each_folder_says_what_the_case_is(bureau, paper, to, kind, state, letters):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, paper)
    bureau.turn()
    bureau.drags(mail, to)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == (kind, state)
    assert bureau.letters_to(ana) == letters
    assert bureau.lies(mail) == [to]
    bureau.turns(2)
    assert bureau.letters_to(ana) == letters


def test_a_letter_against_a_trusted_sheet_waits_for_her_second_word(bureau):
    """The sheet says for sure that the student is in force: one of the two is a mistake."""
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "edited")
    bureau.turn()
    bureau.drags(mail, Folder.ALTAS)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("alta", "por_hacer")
    assert bureau.states_to(ana) == [("recibido", "sent"), ("alta", "held")]


def test_a_move_undone_in_time_leaves_no_trace(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no")
    bureau.turn()
    bureau.drags(mail, Folder.HECHO)
    bureau.turn(minutes=2)
    bureau.drags(mail, Folder.ALTAS)
    bureau.turns(GRACE + 2)
    assert bureau.stands(mail) == ("alta", "por_hacer")
    assert bureau.letters_to(ana) == ["alta"]
    assert not any("encargada" in reason for reason in bureau.case(mail).reasons)


def test_back_and_forth_between_two_polls_is_nothing_at_all(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no")
    bureau.turn()
    bureau.drags(mail, Folder.HECHO, None, Folder.BAJAS, Folder.ALTAS)
    bureau.turns(GRACE + 2)
    assert bureau.stands(mail) == ("alta", "por_hacer")
    assert bureau.letters_to(ana) == ["alta"]


def test_a_second_thought_begins_its_own_time_of_grace(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "ours")
    bureau.turn()
    bureau.drags(mail, Folder.HECHO)
    bureau.turn(minutes=1)
    bureau.drags(mail, Folder.INFORMADOS)
    bureau.turn(minutes=4)
    assert bureau.stands(mail) == ("hoja", "por_hacer")
    bureau.turn(minutes=4)
    bureau.turn(minutes=2)
    assert bureau.stands(mail) == ("hoja", "informado")
    assert bureau.letters_to(ana) == ["hoja"]


def test_half_a_move_is_none(bureau):
    """A mail program that copies and then deletes: while both are there, nothing has happened."""
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no")
    bureau.turn()
    bureau.copies(mail, Folder.HECHO)
    bureau.turns(GRACE + 2)
    assert bureau.stands(mail) == ("alta", "por_hacer")
    bureau.expunges(mail, Folder.ALTAS)
    bureau.turns(GRACE + 1)
    assert bureau.stands(mail) == ("alta", "hecho")
    assert bureau.letters_to(ana) == ["alta", "alta_hecha"]


def test_many_dragged_at_once_each_count_once(bureau):
    cast = [bureau.cast.student() for _ in range(6)]
    mails = [bureau.writes(one, "no") for one in cast]
    bureau.turn()
    for mail in mails:
        bureau.drags(mail, Folder.HECHO)
    bureau.turns(1 + GRACE)
    assert {bureau.stands(mail) for mail in mails} == {("alta", "hecho")}
    assert all(bureau.letters_to(one) == ["alta", "alta_hecha"] for one in cast)


def test_two_messages_of_one_case_dragged_together_make_one_letter(bureau):
    ana = bureau.cast.student()
    first = bureau.writes(ana, "no")
    bureau.turn()
    second = bureau.writes(ana, text="Mi clínica es la 25, por favor.", thread=first)
    bureau.turn()
    assert bureau.case(first).folio == bureau.case(second).folio
    for mail in (first, second):
        bureau.drags(mail, Folder.HECHO)
    bureau.turns(1 + GRACE)
    assert bureau.letters_to(ana).count("alta_hecha") == 1
    assert bureau.lies(first) == bureau.lies(second) == [Folder.HECHO]


def test_the_other_messages_of_a_case_follow_the_one_she_moved(bureau):
    ana = bureau.cast.student()
    first = bureau.writes(ana, "no")
    bureau.turn()
    second = bureau.writes(ana, text="Mi clínica es la 25, por favor.", thread=first)
    bureau.turn()
    bureau.drags(second, Folder.HECHO)
    bureau.turns(2 + GRACE)
    assert bureau.lies(first) == [Folder.HECHO]


def test_a_move_made_while_the_program_was_down_is_found(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no")
    bureau.turn()
    bureau.drags(mail, Folder.HECHO)
    bureau.turn(minutes=60 * 24 * 3)
    assert bureau.stands(mail) == ("alta", "por_hacer")
    bureau.turn(minutes=6)
    assert bureau.letters_to(ana) == ["alta", "alta_hecha"]


def test_what_she_takes_into_her_inbox_is_hers(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "prepa")
    bureau.turn()
    bureau.drags(mail, None)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("baja_previa", "en_manos_de_la_encargada")
    bureau.writes(ana, text="¿Cómo va mi trámite?", thread=mail)
    bureau.turns(3)
    bureau.turn(minutes=60 * 24 * 20)
    assert bureau.letters_to(ana) == ["baja_previa"]
    assert bureau.lies(mail) == [None]


def test_from_her_inbox_a_case_goes_on_when_she_files_it(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "conservacion")
    bureau.turn()
    bureau.drags(mail, None)
    bureau.turns(1 + GRACE)
    bureau.drags(mail, Folder.HOJAS)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("hoja", "por_hacer")
    assert bureau.letters_to(ana) == ["recibido", "hoja"]


def test_a_folder_that_is_none_of_ours_changes_nothing(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no")
    bureau.turn()
    bureau.account.create(("Personales",))
    source, uid = bureau._where(mail)
    bureau.account.command(source, "MOVE", uid, '"Personales"')
    bureau.turns(2 + GRACE)
    assert bureau.stands(mail) == ("alta", "por_hacer")
    assert bureau.letters_to(ana) == ["alta"]


def test_a_reminder_does_not_go_once_she_has_filed_it(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "nss")
    bureau.turn()
    bureau.drags(mail, Folder.INFORMADOS)
    bureau.turns(1 + GRACE)
    bureau.turn(minutes=60 * 24 * 20)
    assert bureau.letters_to(ana) == ["documento_equivocado"]


def test_a_new_sheet_during_the_grace_makes_her_move_void(bureau):
    """She filed it as done for the old sheet; then the new one came. She is told, and no letter says «done»."""
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "prepa")
    bureau.turn()
    bureau.drags(mail, Folder.HECHO)
    bureau.turn()
    bureau.writes(ana, "no", text="Ya me dieron de baja, mando la constancia nueva.", thread=mail)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("alta", "por_hacer")
    assert bureau.letters_to(ana) == ["baja_previa", "alta"]
    assert any("el caso cambió" in reason for reason in bureau.case(mail).reasons)


def test_classmates_in_one_message_are_not_told_of_each_other(bureau):
    """Her move speaks of the cases that lay there; who sent them is told nothing of others."""
    sender, other = bureau.cast.student(private=True), bureau.cast.student()
    papers = (Paper(sender, "no"), Paper(other, "no"))
    mail = bureau.writes(sender, also=papers)
    bureau.turn()
    before = bureau.letters_to(sender)
    bureau.drags(mail, Folder.HECHO)
    bureau.turns(1 + GRACE)
    with bureau.store.reading() as session:
        states = {case.state.value for case in session.scalars(select(schema.Case))}
    assert states == {"hecho"}
    after = bureau.letters_to(sender)[len(before) :]
    assert len(after) <= 1
    assert bureau.letters_to(other) == []


def test_an_unauthentic_sender_gets_no_letter_by_her_move(bureau):
    bureau.settings = bureau.settings.model_copy(
        update={"mailbox": bureau.settings.mailbox.model_copy(update={"authserv_id": "mx.tecnologico.example"})}
    )
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no", headers=FAILED)
    bureau.turn()
    assert bureau.stands(mail) == ("revisar", "por_hacer")
    bureau.drags(mail, Folder.ALTAS)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("alta", "por_hacer")
    assert bureau.letters_to(ana) == []
    assert bureau.states_to(ana) == [("alta", "failed")]


def test_her_move_decides_about_a_letter_of_which_nobody_knows_whether_it_went(bureau):
    ana, bea = bureau.cast.student(), bureau.cast.student()
    mails = {who: bureau.writes(who, "no") for who in (ana, bea)}
    bureau.turn()
    with bureau.store.writing() as session:
        for letter in session.scalars(select(schema.Letter)):
            letter.state = LetterState.SENDING
    for entry in outbox.sending(bureau.store):
        outbox.mark_uncertain(bureau.store, entry, now=bureau.now)
    bureau.turn()
    assert all(bureau.lies(mail) == [Folder.REVISAR] for mail in mails.values())
    bureau.drags(mails[ana], Folder.ALTAS)
    bureau.drags(mails[bea], Folder.INFORMADOS)
    bureau.turns(1 + GRACE)
    assert bureau.states_to(ana) == [("alta", "uncertain"), ("alta", "sent")]
    assert bureau.states_to(bea) == [("alta", "uncertain")]


# Her own words.


def test_after_her_own_answer_no_letter_goes_for_that_step(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "edited")
    bureau.turn()
    bureau.answers(mail, ana.address)
    bureau.turn()
    bureau.drags(mail, Folder.HOJAS)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("hoja", "por_hacer")
    assert bureau.letters_to(ana) == ["recibido"]
    assert any("ya le contestaste" in reason for reason in bureau.case(mail).reasons)


def test_her_answer_today_closes_an_errand_without_a_second_letter(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no")
    bureau.turn()
    bureau.answers(mail, ana.address, text="Su alta ya está hecha.")
    bureau.drags(mail, Folder.HECHO)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("alta", "hecho")
    assert bureau.letters_to(ana) == ["alta"]


def test_her_question_of_last_week_does_not_stand_for_the_closing_letter(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no")
    bureau.turn()
    bureau.answers(mail, ana.address, text="¿Cuál es su clínica?")
    bureau.turn()
    bureau.turn(minutes=60 * 24 * 6)
    bureau.drags(mail, Folder.HECHO)
    bureau.turns(1 + GRACE)
    assert bureau.letters_to(ana) == ["alta", "alta_hecha"]


def test_what_she_forwards_to_a_colleague_answers_no_student(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "conservacion")
    bureau.turn()
    bureau.answers(mail, "colega@tecnologico.example", text="¿Qué opina?")
    bureau.turn()
    bureau.drags(mail, Folder.HOJAS)
    bureau.turns(1 + GRACE)
    assert bureau.letters_to(ana) == ["recibido", "hoja"]


def test_a_reminder_does_not_go_after_her_own_answer(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "nss")
    bureau.turn()
    bureau.answers(mail, ana.address)
    bureau.turn()
    bureau.turn(minutes=60 * 24 * 20)
    assert bureau.letters_to(ana) == ["documento_equivocado"]


# Her drafts.


@pytest.fixture
def drafting(dovecot_of: DovecotOf, tmp_path):
    return Bureau(tmp_path, dovecot_of("full").account(), mode="draft")


def _draft(bureau):
    (stored,) = bureau.account.messages(DRAFTS)
    return stored


def test_her_sending_of_a_draft_is_the_answer(drafting):
    ana = drafting.cast.student()
    mail = drafting.writes(ana, "no")
    drafting.turns(2)
    draft = _draft(drafting)
    drafting.account.put(draft.raw, SENT, arrived=drafting.now, flags=r"\Seen")
    drafting.account.expunge(draft.uid, DRAFTS)
    drafting.turn()
    assert drafting.states_to(ana) == [("alta", "sent")]
    drafting.turns(2)
    assert drafting.account.messages(DRAFTS) == []
    assert drafting.stands(mail) == ("alta", "por_hacer")


def test_a_draft_that_the_server_gave_another_message_id_is_known_by_its_thread(drafting):
    ana = drafting.cast.student()
    drafting.writes(ana, "no")
    drafting.turns(2)
    draft = _draft(drafting)
    sent = message_from_bytes(draft.raw)
    sent.replace_header("Message-ID", "<otro@servidor.example>")
    del sent["X-Mailproc"]
    drafting.account.put(sent.as_bytes(), SENT, arrived=drafting.now, flags=r"\Seen")
    drafting.account.expunge(draft.uid, DRAFTS)
    drafting.turn()
    assert drafting.states_to(ana) == [("alta", "sent")]


def test_an_answer_of_her_own_leaves_the_draft_a_draft(drafting):
    ana = drafting.cast.student()
    mail = drafting.writes(ana, "no")
    drafting.turns(2)
    drafting.answers(mail, ana.address)
    drafting.turn()
    assert drafting.states_to(ana) == [("alta", "draft")]


# Servers that are otherwise.


@pytest.mark.parametrize("variant", ["uidplus", "bare"])
def test_on_a_server_without_move(dovecot_of: DovecotOf, tmp_path, variant):
    bureau = Bureau(tmp_path, dovecot_of(variant).account())
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no")
    bureau.turn()
    assert Folder.ALTAS in bureau.lies(mail)
    bureau.copies(mail, Folder.HECHO)
    bureau.expunges(mail, Folder.ALTAS)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("alta", "hecho")
    assert bureau.letters_to(ana) == ["alta", "alta_hecha"]


def test_observing_nothing_goes_and_her_moves_are_still_seen(dovecot_of: DovecotOf, tmp_path):
    bureau = Bureau(tmp_path, dovecot_of("full").account(), mode="observe")
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no")
    bureau.turn()
    assert bureau.lies(mail) == [None]
    bureau.account.create(("Afiliación",))
    bureau.account.create(("Afiliación", "Hecho"))
    bureau.drags(mail, Folder.HECHO)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("alta", "hecho")
    assert bureau.states_to(ana) == [("alta", "observed"), ("alta_hecha", "observed")]
    assert bureau.letters == []


# What the program had not taken for affiliation, and she does.


def test_new_mail_that_she_puts_into_a_folder_herself_becomes_that(bureau):
    bureau.turn()
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "nss", text="Le mando lo que tengo.")
    bureau.drags(mail, Folder.ALTAS)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("alta", "por_hacer")
    assert bureau.letters_to(ana) == ["alta"]
    assert bureau.lies(mail) == [Folder.ALTAS]


def test_mail_that_was_left_in_the_inbox_opens_a_case_in_revisar(bureau):
    ana = bureau.cast.student(private=True)
    mail = bureau.writes(ana, text="Buenas tardes, una pregunta.", subject="hola")
    bureau.turn()
    assert bureau.lies(mail) == [None]
    bureau.drags(mail, Folder.REVISAR)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("revisar", "por_hacer")
    assert bureau.letters_to(ana) == []


def test_what_she_keeps_in_hecho_is_hers(bureau):
    bureau.turn()
    ana = bureau.cast.student(private=True)
    mail = bureau.writes(ana, text="Te paso las fotos de la fiesta del viernes, saludos.")
    bureau.drags(mail, Folder.HECHO)
    bureau.turns(2 + GRACE)
    assert bureau.lies(mail) == [Folder.HECHO]
    assert bureau.states_to(ana) == []


def test_an_old_message_taken_back_into_the_inbox_is_known_again(bureau):
    ana = bureau.cast.student()
    mail = bureau.writes(ana, "no")
    bureau.turn()
    bureau.turn(minutes=60 * 24 * 9)
    bureau.drags(mail, None)
    bureau.turns(1 + GRACE)
    assert bureau.stands(mail) == ("alta", "en_manos_de_la_encargada")
    assert bureau.lies(mail) == [None]
