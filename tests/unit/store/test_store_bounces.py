"""Letters that come back: their state, their case, their address; and bounces that are none of ours."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from mailproc.cases.kinds import Folder, Kind, State
from mailproc.errors import AddressRefused, LetterRefused, LetterUncertain
from mailproc.message.model import Address
from mailproc.message.parse import parse
from mailproc.reply.gate import DEAD_ADDRESS
from mailproc.reply.model import LetterState
from mailproc.reply.outbox import Sent, send_due
from mailproc.store import cases, desk, filings, letting_go, schema
from mailproc.store.bounces import UNCERTAIN_REASON
from tests.mail.bounces import DELAYED, FAILED, Returned
from tests.unit.store.house import (
    ALTA,
    NOW,
    STUDENT,
    Clock,
    FakeMailbox,
    FakeTransport,
    decision,
    handle,
    letter,
    message,
    opened,
    settings,
)

GONE = "La carta volvió sin llegar al estudiante: esa dirección no existe."


class House:
    """A store, a way out, and bounces that come in."""

    def __init__(self, folder):
        self.store = opened(folder)
        self.mailbox = FakeMailbox()
        self.transport = FakeTransport()
        self.clock = Clock()
        self.config = settings()

    def writes(self, number, what=ALTA, *, sender=STUDENT, **more):
        """A student writes now."""
        mail = replace(message(number, sender=sender), arrived=self.clock())

        def compose(folio):
            return letter(folio, template=what.letter, to=sender, occasion=str(number)) if what.letter else None

        return handle(self.store, mail, what, self.config, now=self.clock(), compose=compose, **more)

    def send(self):
        return send_due(
            self.store, self.transport, self.mailbox, self.config, clock=self.clock, pause=self.clock.pause
        )

    def bounces(self, form=FAILED["postfix"], *, at=-1, edit=lambda raw: raw, automatic=True, **more):
        """The letter sent last comes back."""
        recipient, raw = self.transport.sent[at]
        one = Returned(
            **{"letter": raw, "recipient": recipient, "number": int(self.clock.now.timestamp()), **more}
        )
        mail = parse(edit(form(one)), arrived=self.clock())
        kind = Kind.AUTOMATICO if automatic else Kind.REVISAR
        return handle(
            self.store,
            mail,
            decision(kind),
            self.config,
            now=self.clock(),
            automatic=automatic,
            compose=lambda _: None,
        )

    def case(self, at=0):
        return cases.cases(self.store)[at]

    def letters(self):
        return [(one.state, one.reason) for case in cases.cases(self.store) for one in case.letters]

    def refused(self):
        with self.store.reading() as session:
            wanted = select(schema.Sender.address).where(schema.Sender.refused_at.is_not(None))
            return session.scalars(wanted).all()

    def history(self):
        with self.store.reading() as session:
            return session.scalars(select(schema.Event.what).order_by(schema.Event.id)).all()


WAITS = decision(Kind.VENCIDA)


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


@pytest.mark.parametrize("form", FAILED)
def test_a_letter_that_comes_back_has_failed_and_its_case_is_the_officers(house, form):
    house.writes(1, WAITS)
    assert house.send() == Sent(sent=1)
    done = house.bounces(FAILED[form])
    assert (done.folio, done.letter) == ("", None)
    assert house.letters() == [(LetterState.FAILED, GONE)]
    assert (house.case().kind, house.case().state) == (Kind.REVISAR, State.POR_HACER)
    assert house.case().reasons == (GONE, "Regla de vencida.")
    assert {one.folder for one in filings.pending(house.store)} == {Folder.REVISAR, Folder.AUTOMATICOS}
    assert house.refused() == [STUDENT]
    assert "letter failed" in house.history()


def test_the_digest_and_the_list_of_letters_tell(house):
    house.writes(1, WAITS)
    house.send()
    house.bounces()
    view = desk.desk(house.store, now=NOW, zone=house.config.zone)
    assert [(one.state, one.cause, one.recipient) for one in view.troubles] == [
        (LetterState.FAILED, GONE, STUDENT)
    ]
    assert [line.folio for line in view.open if line.for_review] == [house.case().folio]
    assert [(one.state, one.reason) for one in letting_go.waiting(house.store, now=NOW)] == [
        (LetterState.FAILED, GONE)
    ]


@pytest.mark.parametrize("form", DELAYED)
def test_a_letter_that_is_late_is_only_noted(house, form):
    house.writes(1, WAITS)
    house.send()
    house.bounces(DELAYED[form])
    assert house.letters() == [(LetterState.SENT, "")]
    assert house.case().state is State.ESPERA_ALUMNO
    assert house.refused() == []
    assert "letter delayed" in house.history()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("5.2.2", "su buzón está lleno"),
        ("5.7.1", "su servidor la rechazó por sus reglas"),
        ("4.4.1", "no se pudo llegar a su servidor de correo"),
        ("5.0.0", "su servidor no la aceptó"),
    ],
)
def test_what_says_nothing_of_the_address_leaves_it_open(house, code, words):
    house.writes(1, WAITS)
    house.send()
    house.bounces(code=code)
    assert house.letters() == [(LetterState.FAILED, f"La carta volvió sin llegar al estudiante: {words}.")]
    assert house.refused() == []


def test_a_bounce_of_a_letter_to_another_address_does_nothing(house):
    house.writes(1, WAITS)
    house.send()
    house.bounces(recipient="otra@correo.example", edit=lambda raw: raw.replace(STUDENT.encode(), b"x@x.example"))
    assert house.letters() == [(LetterState.SENT, "")]
    assert house.refused() == []


def test_a_forged_bounce_that_guesses_no_message_id_does_nothing(house):
    """Whoever knows folio and address cannot know the keyed part."""
    house.writes(1, WAITS)
    house.send()
    guessed = letter("AF-26-00001", template="alta").message_id.encode()
    ours = house.transport.sent[0][1]
    identity = next(line for line in ours.splitlines() if line.startswith(b"Message-ID"))[12:]
    assert identity != guessed
    house.bounces(edit=lambda raw: raw.replace(identity, guessed))
    assert house.letters() == [(LetterState.SENT, "")]


def test_a_person_who_forwards_a_bounce_does_nothing_to_the_letter(house):
    house.writes(1, WAITS)
    house.send()
    house.bounces(automatic=False)
    assert house.letters() == [(LetterState.SENT, "")]


def test_mail_that_is_forwarded_to_a_dead_address_leaves_the_students_own_open(house):
    house.writes(1, WAITS)
    house.send()
    own = f"Final-Recipient: rfc822; {STUDENT}\r\nOriginal-Recipient: rfc822;{STUDENT}".encode()
    house.bounces(edit=lambda raw: raw.replace(own, b"Final-Recipient: rfc822; otra@correo.example"))
    assert [state for state, _ in house.letters()] == [LetterState.FAILED]
    assert house.refused() == []


def test_an_uncertain_letter_that_comes_back_is_uncertain_no_more(house):
    house.writes(1, WAITS)
    house.transport.after = [LetterUncertain("lost")]
    assert house.send() == Sent(uncertain=1)
    assert house.case().reasons[0] == UNCERTAIN_REASON
    house.bounces()
    assert house.letters() == [(LetterState.FAILED, GONE)]
    assert house.case().reasons == (GONE, "Regla de vencida.")


def test_an_errand_of_hers_stays_on_its_list(house):
    house.writes(1, ALTA)
    house.send()
    house.bounces()
    assert (house.case().kind, house.case().state) == (Kind.ALTA, State.POR_HACER)
    assert house.case().reasons[0] == GONE


def test_a_bounce_twice_is_one(house):
    house.writes(1, WAITS)
    house.send()
    house.bounces()
    before = house.history()
    assert house.bounces().already
    house.clock.forward(minutes=5)
    house.bounces(FAILED["exim"])
    assert house.history() == before
    assert house.letters() == [(LetterState.FAILED, GONE)]


def test_a_letter_that_came_back_counts_against_the_cap(tmp_path):
    house = House(tmp_path)
    house.config = settings(policy={"replies_per_day": 1})
    house.writes(1, WAITS)
    house.send()
    house.bounces(code="5.2.2")
    house.writes(2, WAITS)
    assert house.send() == Sent(held=1)


def test_the_server_refuses_the_address_and_no_more_letters_go_there(house):
    house.writes(1, WAITS)
    house.writes(2, decision(Kind.CARNET))
    house.writes(3, ALTA, sender="otra@correo.example")
    house.transport.before = [AddressRefused("mx:25 answers 550 5.1.1 no such user")]
    assert house.send() == Sent(failed=2, sent=1)
    assert house.transport.recipients == ["otra@correo.example"]
    assert house.letters()[:2] == [
        (LetterState.FAILED, "El servidor no acepta la carta: esa dirección no existe."),
        (LetterState.FAILED, DEAD_ADDRESS),
    ]
    assert [(one.kind, one.state) for one in cases.cases(house.store)[:2]] == [(Kind.REVISAR, State.POR_HACER)] * 2


def test_a_policy_refuses_one_letter_and_the_next_goes(house):
    house.writes(1, WAITS)
    house.writes(2, WAITS)
    house.transport.before = [LetterRefused("mx:25 answers 550 5.7.1 spam")]
    assert house.send() == Sent(failed=1, sent=1)
    assert house.letters()[0] == (
        LetterState.FAILED,
        "El servidor no acepta la carta: su servidor la rechazó por sus reglas.",
    )
    assert (house.case().kind, house.case().state) == (Kind.REVISAR, State.POR_HACER)
    assert house.refused() == []


def test_who_writes_again_from_a_dead_address_gets_letters_again(house):
    house.writes(1, WAITS)
    house.send()
    house.clock.forward(minutes=1)
    house.bounces()
    house.clock.forward(minutes=1)
    house.writes(2, WAITS)
    assert house.refused() == []
    assert house.send() == Sent(sent=1)
    house.clock.forward(minutes=1)
    house.bounces()
    assert house.refused() == [STUDENT]


@pytest.mark.parametrize(
    "more", [{"authentic": False}, {"automatic": True}], ids=["a forged sender", "the address's own machine"]
)
def test_what_no_person_of_that_address_wrote_does_not_open_it(house, more):
    house.writes(1, WAITS)
    house.send()
    house.bounces()
    house.clock.forward(minutes=1)
    house.writes(2, decision(Kind.REVISAR), **more)
    assert house.refused() == [STUDENT]
    assert house.send() == Sent(failed=1)


def test_what_was_written_before_the_address_was_refused_does_not_open_it(house):
    house.writes(1, WAITS)
    house.send()
    house.clock.forward(minutes=30)
    house.bounces()
    late = replace(message(2), arrived=house.clock() - timedelta(minutes=10), sender=Address("", STUDENT))
    handle(house.store, late, WAITS, house.config, now=house.clock())
    assert house.refused() == [STUDENT]


def test_what_she_moves_on_does_not_come_back_to_her_for_the_same_address(house):
    """A letter that follows from her own move cannot go either, which she knows."""
    house.writes(1, WAITS)
    house.send()
    house.bounces()
    with house.store.writing() as session:
        case = session.scalars(select(schema.Case)).one()
        case.kind, case.state = Kind.BAJA_PREVIA, State.ESPERA_ALUMNO
        case.letters[0].state = LetterState.FAILED
        session.add(_again(case))
    assert house.send() == Sent(failed=1)
    assert house.letters()[-1] == (LetterState.FAILED, DEAD_ADDRESS)
    assert (house.case().kind, house.case().state) == (Kind.BAJA_PREVIA, State.ESPERA_ALUMNO)


def _again(case):
    first = case.letters[0]
    skipped = {"id", "message_id", "state", "template", "reason", "sent_at", "ended_at", "due_at", "started_at"}
    kept = {
        column.name: getattr(first, column.name)
        for column in schema.Letter.__table__.columns
        if column.name not in skipped
    }
    return schema.Letter(**kept, message_id="<otra@x.example>", state=LetterState.QUEUED, template="baja_previa")
