"""Sending what is due: letters, drafts, copies, and what becomes of those that do not simply go."""

import email
from dataclasses import replace
from datetime import timedelta

import pytest

from mailproc.cases.kinds import Folder, Kind, State
from mailproc.errors import (
    LetterDeferred,
    LetterRefused,
    LetterUncertain,
    LoginRefused,
    MailboxError,
    ServerBusy,
    ServerUnreachable,
)
from mailproc.officer.outbox_command import OutboxCommand
from mailproc.reply.model import LetterState
from mailproc.reply.outbox import BUSY, LONGEST_WAIT, REST, Sent, backoff, send_due
from mailproc.store import cases, filings, meta, outbox
from tests.unit.store.house import (
    ALTA,
    INBOX,
    NOW,
    OFFICER,
    STUDENT,
    Clock,
    FakeMailbox,
    FakeTransport,
    changed,
    decision,
    handle,
    letter,
    message,
    opened,
    settings,
)

SENT, DRAFTS = ("Sent",), ("Drafts",)
BACKOFF = (timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4))


class House:
    """A store with letters in it, and the two ends."""

    def __init__(self, folder, **config):
        self.store = opened(folder)
        self.mailbox = FakeMailbox()
        self.transport = FakeTransport()
        self.clock = Clock()
        self.config = settings(**config)

    def arrives(self, number=1, what=ALTA, **more):
        sender = more.pop("sender", STUDENT)
        return handle(self.store, message(number, sender=sender), what, self.config, now=self.clock(), **more)

    def send(self, *, mailbox=True, pause=None):
        return send_due(
            self.store,
            self.transport,
            self.mailbox if mailbox else None,
            self.config,
            clock=self.clock,
            pause=pause or self.clock.pause,
        )

    def letters(self):
        return [(one.state, one.reason) for case in cases.cases(self.store) for one in case.letters]

    def states(self):
        return [state for state, _ in self.letters()]


@pytest.fixture
def house(tmp_path):
    return House(tmp_path)


def test_a_letter_goes_once_and_its_copy_lies_in_sent(house):
    house.arrives()
    assert house.send() == Sent(sent=1)
    assert house.send() == Sent()
    [(recipient, raw)] = house.transport.sent
    assert recipient == STUDENT
    assert list(house.mailbox.folders[SENT].values()) == [raw]
    [case] = cases.cases(house.store)
    assert [(one.state, one.sent_at) for one in case.letters] == [(LetterState.SENT, NOW)]


def test_where_the_server_files_what_it_sends_no_copy_is_made(tmp_path):
    house = House(tmp_path, sent="server")
    house.arrives()
    assert house.send() == Sent(sent=1)
    assert SENT not in house.mailbox.folders


def test_without_the_mailbox_the_officers_mail_goes_alone_and_copies_follow(house):
    house.arrives()
    house.arrives(2, decision(Kind.URGENTE))
    assert house.send(mailbox=False) == Sent(sent=1)
    assert house.transport.recipients == [OFFICER]
    house.clock.forward(hours=2)
    house.send()
    house.send()
    assert sorted(house.mailbox.folders[SENT].values()) == sorted(raw for _, raw in house.transport.sent)
    assert len(house.transport.sent) == 2


def test_a_letter_deferred_is_tried_again_later_and_later(house):
    house.arrives()
    house.transport.before = [LetterDeferred("451 busy")] * 3
    waits = []
    for _ in range(3):
        assert house.send() == Sent(deferred=1)
        begun = house.clock()
        while not outbox.due(house.store, now=house.clock()):
            house.clock.forward(seconds=1)
        waits.append(house.clock() - begun)
    assert all(base <= wait <= base * 1.25 for wait, base in zip(waits, BACKOFF, strict=True))
    assert house.send() == Sent(sent=1)


def test_a_letter_deferred_after_data_goes_back_into_the_queue(house):
    house.arrives()
    house.transport.after = [LetterDeferred("451 try later")]
    assert house.send() == Sent(deferred=1)
    assert house.letters() == [(LetterState.QUEUED, "Se intentará de nuevo: su servidor no la aceptó.")]


def test_many_letters_deferred_at_once_do_not_come_back_at_once_and_wait_alike_after_a_kill(house):
    for number in range(20):
        house.arrives(number, sender=f"a{number}@correo.example")
    entries = outbox.due(house.store, now=house.clock())
    waits = [backoff(entry) for entry in entries]
    assert len(set(waits)) > 15
    assert all(BACKOFF[0] <= wait <= BACKOFF[0] * 1.25 for wait in waits)
    assert [backoff(entry) for entry in outbox.due(house.store, now=house.clock())] == waits
    assert backoff(replace(entries[0], tries=50)) <= LONGEST_WAIT * 1.25


def test_a_busy_server_is_left_alone_by_all_letters(house):
    """421: it would send each of them away."""
    for number in range(1, 4):
        house.arrives(number, sender=f"a{number}@correo.example")
    house.transport.before = [ServerBusy("421 too many connections")]
    with pytest.raises(ServerUnreachable, match="421"):
        house.send()
    assert house.transport.sent == []
    assert house.letters() == [
        (LetterState.QUEUED, "Se intentará de nuevo: su servidor no la aceptó."),
        (LetterState.QUEUED, BUSY),
        (LetterState.QUEUED, BUSY),
    ]
    assert house.send() == Sent()
    house.clock.forward(seconds=REST.total_seconds())
    assert house.send() == Sent(sent=3)


def test_a_letter_that_breaks_every_connection_stops_no_other(house):
    for number in range(1, 4):
        house.arrives(number, sender=f"a{number}@correo.example")
    busy = ServerBusy("the connection was lost before the letter went")
    house.transport.before = [busy]
    with pytest.raises(ServerUnreachable):
        house.send()
    house.clock.forward(minutes=5)
    house.transport.before = [None, None, busy]
    with pytest.raises(ServerUnreachable):
        house.send()
    assert house.transport.recipients == ["a2@correo.example", "a3@correo.example"]


def test_a_letter_that_the_server_gave_another_message_id_is_found_in_sent(tmp_path):
    house = House(tmp_path, sent="server")
    house.arrives()
    house.transport.after = [LetterUncertain("lost")]
    house.send()
    [entry] = outbox.sending(house.store)
    ours = f"Message-ID: {entry.letter.message_id}".encode()
    house.mailbox.append(SENT, house.transport.sent[0][1].replace(ours, b"Message-ID: <suyo@x.example>"))
    house.clock.forward(minutes=10)
    house.send()
    assert house.states() == [LetterState.SENT]


def test_after_five_days_a_deferred_letter_fails(house):
    house.arrives()
    house.clock.forward(days=5)
    house.transport.before = [LetterDeferred("mx:25 answers 452 4.2.2 mailbox full")]
    assert house.send() == Sent(failed=1)
    reason = "El servidor no la aceptó en cinco días: su buzón está lleno."
    assert house.letters() == [(LetterState.FAILED, reason)]


def test_a_letter_refused_fails_and_the_next_one_goes(house):
    house.arrives(1)
    house.arrives(2)
    house.transport.before = [LetterRefused("550 no such user")]
    assert house.send() == Sent(failed=1, sent=1)
    assert house.states() == [LetterState.FAILED, LetterState.SENT]


@pytest.mark.parametrize("error", [LoginRefused("535"), ServerUnreachable("no route")])
def test_when_the_way_out_is_closed_letters_wait_and_drafts_are_put(house, error):
    house.arrives(1)
    house.arrives(2)
    draft = changed(house.config, draft_kinds=(Kind.HOJA,))
    handle(house.store, message(3), decision(Kind.HOJA), draft)
    house.transport.before = [error]
    with pytest.raises(type(error)):
        house.send()
    assert house.states() == [LetterState.QUEUED, LetterState.QUEUED, LetterState.DRAFT]
    assert len(house.mailbox.folders[DRAFTS]) == 1
    assert house.send() == Sent(sent=2)


def test_an_uncertain_letter_goes_to_revisar_and_never_again(house):
    house.arrives()
    house.transport.after = [LetterUncertain("lost")]
    assert house.send() == Sent(uncertain=1)
    house.clock.forward(days=30)
    assert house.send() == Sent()
    assert len(house.transport.sent) == 1
    [case] = cases.cases(house.store)
    assert (case.kind, case.state) == (Kind.REVISAR, State.POR_HACER)
    assert case.reasons == ("No sabemos si la carta salió.", "Regla de alta.")
    assert [one.folder for one in filings.pending(house.store)] == [Folder.REVISAR]


def test_a_letter_found_amid_sending_is_uncertain(house):
    house.arrives()
    [entry] = outbox.due(house.store, now=NOW)
    outbox.mark_sending(house.store, entry, now=NOW)
    assert house.send() == Sent(uncertain=1)
    assert house.transport.sent == []


def test_an_uncertain_alarm_leaves_its_case_alone(house):
    house.arrives(1, decision(Kind.URGENTE))
    house.transport.after = [LetterUncertain("lost")]
    assert house.send() == Sent(uncertain=1)
    [case] = cases.cases(house.store)
    assert case.kind is Kind.URGENTE
    assert [(one.folder, one.flag) for one in filings.pending(house.store)] == [(None, True)]


def test_where_the_server_files_what_it_sends_an_uncertain_letter_is_looked_for(tmp_path):
    house = House(tmp_path, sent="server")
    house.arrives()
    house.transport.after = [LetterUncertain("lost")]
    assert house.send() == Sent()
    assert house.states() == [LetterState.SENDING]
    house.clock.forward(minutes=9)
    assert house.send(mailbox=False) == Sent()
    assert house.send() == Sent()
    house.mailbox.append(SENT, house.transport.sent[0][1])
    house.send()
    [case] = cases.cases(house.store)
    assert [(one.state, one.sent_at) for one in case.letters] == [(LetterState.SENT, NOW)]
    assert case.kind is Kind.ALTA


def test_what_the_server_does_not_show_in_ten_minutes_is_uncertain(tmp_path):
    house = House(tmp_path, sent="server")
    house.arrives()
    house.transport.after = [LetterUncertain("lost")]
    house.send()
    house.clock.forward(minutes=10)
    assert house.send() == Sent(uncertain=1)


def test_a_letter_for_a_maildir_is_delivered_again(tmp_path):
    house = House(tmp_path, smtp={"url": "maildir:/letters"})
    house.arrives()
    [entry] = outbox.due(house.store, now=NOW)
    outbox.mark_sending(house.store, entry, now=NOW)
    assert house.send() == Sent(sent=1)


def test_a_draft_lies_in_drafts_once_in_its_thread_and_is_not_sent(tmp_path):
    house = House(tmp_path, mode="draft")
    house.arrives()
    assert house.send() == Sent(drafted=1)
    assert house.send() == Sent()
    assert house.transport.sent == []
    [raw] = house.mailbox.folders[DRAFTS].values()
    assert email.message_from_bytes(raw)["In-Reply-To"] == "<1@correo.example>"


def test_a_draft_put_by_a_run_that_was_killed_is_not_put_again(tmp_path):
    house = House(tmp_path, mode="draft")
    house.arrives()
    [entry] = outbox.drafts(house.store, now=NOW)
    house.mailbox.append(DRAFTS, b"Message-ID: " + entry.letter.message_id.encode() + b"\r\n\r\n")
    assert house.send() == Sent(drafted=1)
    assert len(house.mailbox.folders[DRAFTS]) == 1


def test_in_observe_mode_nothing_goes_but_the_officers_own_mail(tmp_path):
    house = House(tmp_path, mode="observe")
    house.arrives(1)
    house.arrives(2, decision(Kind.URGENTE))
    assert house.send() == Sent(sent=1)
    assert house.transport.recipients == [OFFICER]


def test_a_letter_queued_before_the_mode_changed_waits_until_it_changes_back(house):
    house.arrives()
    house.config = changed(house.config, mode="observe")
    assert house.send() == Sent(held=1)
    assert house.letters() == [(LetterState.HELD, "El modo es «observe»: la carta espera.")]
    house.config = changed(house.config, mode="send")
    assert house.send() == Sent(sent=1)


def test_the_gate_stops_what_should_never_have_been_written(house):
    house.arrives(1, automatic=True)
    house.arrives(2, authentic=False)
    house.arrives(3, compose=lambda folio: letter(folio, to="otra@correo.example"))
    house.arrives(4, compose=lambda folio: letter(folio, to=""))
    assert house.send() == Sent(failed=4)
    assert house.transport.sent == []
    assert house.states() == [LetterState.FAILED] * 4


def test_over_the_daily_cap_letters_wait_for_the_next_day(tmp_path):
    house = House(tmp_path, policy={"replies_per_day": 2})
    for number in range(1, 5):
        house.arrives(number)
    house.arrives(5, sender="otra@correo.example")
    assert house.send() == Sent(sent=3, held=2)
    assert house.transport.recipients == [STUDENT, STUDENT, "otra@correo.example"]
    house.clock.forward(hours=13)
    assert house.send() == Sent()
    house.clock.forward(hours=1)
    assert house.send() == Sent(sent=2)


def test_a_refused_letter_does_not_count_against_the_cap(tmp_path):
    house = House(tmp_path, policy={"replies_per_day": 1})
    house.arrives(1)
    house.arrives(2)
    house.transport.before = [LetterRefused("552 too big")]
    assert house.send() == Sent(failed=1, sent=1)


def test_an_uncertain_letter_counts_against_the_cap(tmp_path):
    house = House(tmp_path, policy={"replies_per_day": 1})
    house.arrives(1)
    house.arrives(2)
    house.transport.after = [LetterUncertain("lost")]
    assert house.send() == Sent(uncertain=1, held=1)


def test_over_the_hourly_cap_letters_and_drafts_stop_until_a_person_lets_them_go_and_are_counted_anew(tmp_path):
    house = House(tmp_path, policy={"letters_per_hour": 2})
    for number in range(1, 7):
        house.arrives(number, sender=f"alumno{number}@correo.example")
    draft = changed(house.config, draft_kinds=(Kind.HOJA,))
    handle(house.store, message(7), decision(Kind.HOJA), draft)
    house.arrives(8, decision(Kind.URGENTE))
    assert house.send() == Sent(sent=3)
    assert house.transport.recipients[-1] == OFFICER
    assert meta.paused(house.store)
    house.clock.forward(hours=5)
    assert house.send() == Sent()

    def resume():
        OutboxCommand(house.store, house.config, house.clock(), "encargada").resume()
        house.clock.forward(seconds=1)

    resume()
    assert house.send() == Sent(sent=2)
    assert meta.halted(meta.get(house.store, meta.Key.PAUSED)) == house.clock()
    resume()
    assert house.send() == Sent(sent=2), "within the same hour, for it is counted anew"
    resume()
    assert house.send() == Sent(drafted=1)


def test_as_many_letters_as_are_allowed_stop_nothing(tmp_path):
    house = House(tmp_path, policy={"letters_per_hour": 2})
    for number in range(1, 3):
        house.arrives(number, sender=f"alumno{number}@correo.example")
    assert house.send() == Sent(sent=2)
    assert not meta.paused(house.store)
    house.clock.forward(hours=1)
    house.arrives(3, sender="alumno3@correo.example")
    assert house.send() == Sent(sent=1)


def test_a_persons_pause_stays_hers(house):
    meta.put(house.store, meta.Key.PAUSED, "1")
    meta.halt(house.store, now=NOW)
    assert meta.get(house.store, meta.Key.PAUSED) == "1"
    assert meta.halted("1") is meta.halted("") is None


def test_the_pace_is_kept_over_a_minute_not_letter_by_letter(tmp_path):
    house = House(tmp_path, smtp={"per_minute": 3})
    for number in range(1, 8):
        house.arrives(number, sender=f"alumno{number}@correo.example")
    assert house.send() == Sent(sent=7)
    assert house.clock.waited == [60, 60]


def test_a_stop_ends_the_waiting_and_the_rest_stays_queued(tmp_path):
    house = House(tmp_path, smtp={"per_minute": 1})
    house.arrives(1)
    house.arrives(2, sender="otra@correo.example")
    assert house.send(pause=lambda _seconds: True) == Sent(sent=1)
    assert house.states() == [LetterState.SENT, LetterState.QUEUED]


def test_a_pause_stops_letters_and_drafts(house):
    house.arrives(1)
    draft = changed(house.config, draft_kinds=(Kind.HOJA,))
    handle(house.store, message(2), decision(Kind.HOJA), draft)
    meta.put(house.store, meta.Key.PAUSED, "1")
    assert house.send() == Sent()
    meta.put(house.store, meta.Key.PAUSED, "")
    assert house.send() == Sent(sent=1, drafted=1)


def test_trouble_with_the_mailbox_does_not_keep_letters_back(house):
    class Broken(FakeMailbox):
        def append(self, folder, raw, *, draft=False, seen=False):
            raise MailboxError("over quota")

    house.mailbox = Broken()
    house.arrives(1)
    house.arrives(2, sender="otra@correo.example")
    with pytest.raises(MailboxError):
        house.send()
    assert len(house.transport.sent) == 2
    assert house.states() == [LetterState.SENT, LetterState.SENT]
    assert INBOX in house.mailbox.folders
