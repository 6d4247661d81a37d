"""One contract, several kinds of mailbox: IMAP servers with more and fewer extensions, and a Maildir."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mailproc.errors import DeletionRefused, MailboxError, MessageGone
from mailproc.mailbox.base import Envelope, Mailbox
from mailproc.mailbox.opening import open_mailbox, watched
from mailproc.message.parse import parse
from tests.mail.dovecot import Dovecot
from tests.mail.kinds import AUTOMATICOS, FILED, INBOX, KINDS, NOON, Kind, Looked, fresh, letter

NOTHING: frozenset[str] = frozenset()


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def kind(request: pytest.FixtureRequest) -> Kind:
    return request.param


@pytest.fixture
def hers(kind: Kind, dovecot_of: Callable[[str], Dovecot], tmp_path: Path) -> Looked:
    """The officer's mailbox as her own mail program sees it."""
    return fresh(kind, dovecot_of, tmp_path)


@pytest.fixture
def ours(hers: Looked) -> Iterator[Mailbox]:
    """The same mailbox, opened by us."""
    with open_mailbox(hers.server()) as mailbox:
        yield mailbox


def only(mailbox: Mailbox, folder: tuple[str, ...] = INBOX) -> Envelope:
    (envelope,) = mailbox.waiting(folder, known=NOTHING)
    return envelope


class TestMailbox:
    def test_an_empty_inbox_has_nothing_waiting(self, hers: Looked, ours: Mailbox) -> None:
        assert list(ours.waiting(watched(hers.server()), known=NOTHING)) == []

    def test_a_letter_is_fetched_whole_with_its_size_and_arrival_known_before(
        self, hers: Looked, ours: Mailbox
    ) -> None:
        raw = letter("Constancia", pad=200_000)
        uid = hers.put(raw, arrived=NOON)
        envelope = only(ours)
        assert (envelope.place.uid, envelope.size, envelope.arrived) == (uid, len(raw), NOON)
        assert envelope.arrived.tzinfo is UTC
        assert envelope.place.validity == ours.validity(INBOX)
        assert ours.fetch(envelope.place) == raw

    def test_the_header_alone_ends_with_its_blank_line(self, hers: Looked, ours: Mailbox) -> None:
        raw = letter("Constancia", pad=200_000)
        hers.put(raw)
        assert ours.fetch_header(only(ours).place) == raw[: raw.index(b"\r\n\r\n") + 4]

    def test_looking_at_a_letter_leaves_all_its_marks(self, hers: Looked, ours: Mailbox) -> None:
        hers.put(letter("nueva"))
        hers.put(letter("vista"), flags=r"\Seen \Flagged")
        before = hers.messages()
        for envelope in ours.waiting(INBOX, known=NOTHING):
            ours.fetch_header(envelope.place)
            ours.fetch(envelope.place)
        ours.find(INBOX, "<nueva@tecnologico.example>")
        assert hers.messages() == before
        assert before[0].flags == frozenset()

    def test_letters_wait_in_the_order_of_arrival(self, hers: Looked, ours: Mailbox) -> None:
        for hours in (3, 1, 2):
            hers.put(letter(f"a las {hours}"), arrived=NOON + timedelta(hours=hours))
        arrived = [envelope.arrived for envelope in ours.waiting(INBOX, known=NOTHING)]
        assert arrived == [NOON + timedelta(hours=hours) for hours in (1, 2, 3)]

    def test_known_letters_do_not_wait(self, hers: Looked, ours: Mailbox) -> None:
        known = hers.put(letter("conocida"))
        new = hers.put(letter("nueva"))
        waiting = ours.waiting(INBOX, known=frozenset({known}))
        assert [envelope.place.uid for envelope in waiting] == [new]

    def test_a_letter_that_comes_while_connected_waits(self, hers: Looked, ours: Mailbox) -> None:
        assert list(ours.waiting(INBOX, known=NOTHING)) == []
        uid = hers.put(letter("nueva"))
        assert only(ours).place.uid == uid

    def test_what_she_marked_deleted_does_not_wait(self, hers: Looked, ours: Mailbox) -> None:
        hers.put(letter("borrada"), flags=r"\Deleted")
        hers.mark(hers.put(letter("borrada después")), r"\Deleted")
        assert list(ours.waiting(INBOX, known=NOTHING)) == []

    def test_five_hundred_letters(self, hers: Looked, ours: Mailbox) -> None:
        uids = hers.put_many([letter(f"carta {number}") for number in range(500)])
        waiting = list(ours.waiting(INBOX, known=NOTHING))
        assert sorted(envelope.place.uid for envelope in waiting) == sorted(uids)
        assert len(uids) == 500

    def test_a_letter_expunged_before_the_fetch_is_gone(self, hers: Looked, ours: Mailbox) -> None:
        hers.put(letter("se queda"))
        uid = hers.put(letter("se va"))
        place = next(e.place for e in ours.waiting(INBOX, known=NOTHING) if e.place.uid == uid)
        hers.expunge(uid)
        for act in (ours.fetch, ours.fetch_header, ours.flag, lambda where: ours.move(where, AUTOMATICOS)):
            with pytest.raises(MessageGone):
                act(place)
        assert len(hers.messages()) == 1

    def test_a_folder_that_is_not_there_is_named(self, ours: Mailbox) -> None:
        with pytest.raises(MailboxError, match=r"Nada|doesn't exist"):
            list(ours.waiting(("Nada",), known=NOTHING))

    def test_ensure_makes_the_folder_and_its_parent_and_subscribes(self, hers: Looked, ours: Mailbox) -> None:
        for _ in range(2):
            ours.ensure(AUTOMATICOS)
        assert {AUTOMATICOS, AUTOMATICOS[:1]} <= hers.folders()
        assert AUTOMATICOS in hers.subscribed()

    def test_ensure_keeps_what_lies_in_a_folder_that_she_made(self, hers: Looked, ours: Mailbox) -> None:
        hers.create(AUTOMATICOS[:1])
        hers.create(AUTOMATICOS)
        hers.put(letter("suya"), AUTOMATICOS)
        ours.ensure(AUTOMATICOS)
        assert [stored.raw for stored in hers.messages(AUTOMATICOS)] == [letter("suya")]
        assert AUTOMATICOS in hers.subscribed()

    @pytest.mark.parametrize("flags", ["", r"\Seen", r"\Flagged \Answered"])
    def test_a_moved_letter_keeps_bytes_arrival_and_marks(
        self, hers: Looked, ours: Mailbox, kind: Kind, flags: str
    ) -> None:
        raw = letter("Constancia", pad=5000)
        hers.put(raw, arrived=NOON, flags=flags)
        hers.put(letter("otra"), flags=r"\Deleted")
        ours.ensure(AUTOMATICOS)
        place = next(e.place for e in ours.waiting(INBOX, known=NOTHING))
        new = ours.move(place, AUTOMATICOS)
        (moved,) = hers.messages(AUTOMATICOS)
        assert (moved.raw, moved.arrived, moved.flags) == (raw, NOON, frozenset(flags.split()))
        assert new is not None
        assert (new.folder, new.uid) == (AUTOMATICOS, moved.uid)
        assert ours.fetch(new) == raw
        left = [stored.flags for stored in hers.messages() if stored.raw == raw]
        assert left == ([frozenset(flags.split()) | {FILED}] if kind.keeps_original else [])
        # Her own deleted letter is hers to expunge.
        assert letter("otra") in [stored.raw for stored in hers.messages()]
        assert list(ours.waiting(INBOX, known=NOTHING)) == []

    def test_a_letter_moved_twice_is_gone_the_second_time(self, hers: Looked, ours: Mailbox) -> None:
        hers.put(letter("Constancia"))
        place = only(ours).place
        ours.move(place, AUTOMATICOS)
        with pytest.raises(MessageGone):
            ours.move(place, AUTOMATICOS)
        assert len(hers.messages(AUTOMATICOS)) == 1

    def test_a_move_makes_the_folder_that_somebody_removed(self, hers: Looked, ours: Mailbox) -> None:
        hers.put(letter("Constancia"))
        ours.move(only(ours).place, AUTOMATICOS)
        assert len(hers.messages(AUTOMATICOS)) == 1

    def test_a_letter_moves_back_to_the_inbox(self, hers: Looked, ours: Mailbox) -> None:
        hers.create(AUTOMATICOS[:1])
        hers.create(AUTOMATICOS)
        hers.put(letter("Constancia"), AUTOMATICOS, flags=r"\Flagged")
        place = only(ours, AUTOMATICOS).place
        ours.move(place, INBOX)
        (back,) = hers.messages()
        assert back.flags == frozenset({r"\Flagged"})

    def test_moving_a_letter_to_where_it_lies_changes_nothing(self, hers: Looked, ours: Mailbox) -> None:
        hers.put(letter("Constancia"))
        place = only(ours).place
        assert ours.move(place, INBOX) == place
        assert len(hers.messages()) == 1

    def test_one_letter_is_deleted_and_none_besides(self, kind: Kind, hers: Looked, ours: Mailbox) -> None:
        hers.put(letter("la primera"))
        hers.put(letter("de otra"), flags=r"\Deleted")
        hers.put(letter("la tercera"))
        first = next(iter(ours.waiting(INBOX, known=NOTHING))).place
        if kind.keeps_original:
            # Without UIDPLUS all that is marked deleted would go with it.
            with pytest.raises(DeletionRefused, match="UIDPLUS"):
                ours.delete(first)
            assert [stored.flags for stored in hers.messages()] == [set(), {r"\Deleted"}, set()]
            return
        ours.delete(first)
        assert [stored.raw for stored in hers.messages()] == [letter("de otra"), letter("la tercera")]
        with pytest.raises(MessageGone):
            ours.delete(first)

    def test_a_star_is_added_to_the_marks(self, hers: Looked, ours: Mailbox) -> None:
        hers.put(letter("urgente"))
        hers.put(letter("otra"), flags=r"\Seen")
        for envelope in list(ours.waiting(INBOX, known=NOTHING)):
            ours.flag(envelope.place)
        flags = {stored.raw: stored.flags for stored in hers.messages()}
        assert flags[letter("urgente")] == {r"\Flagged"}
        assert flags[letter("otra")] == {r"\Flagged", r"\Seen"}

    def test_a_letter_whose_marks_she_changes_meanwhile_is_still_found(self, hers: Looked, ours: Mailbox) -> None:
        uid = hers.put(letter("Constancia"))
        place = only(ours).place
        hers.mark(uid, r"\Seen")
        assert ours.fetch(place) == letter("Constancia")
        hers.mark(uid, r"\Flagged")
        ours.move(place, AUTOMATICOS)
        assert hers.messages(AUTOMATICOS)[0].flags == {r"\Seen", r"\Flagged"}

    @pytest.mark.parametrize(
        ("draft", "seen", "flags"),
        [
            (True, False, {r"\Draft"}),
            (False, True, {r"\Seen"}),
            (True, True, {r"\Draft", r"\Seen"}),
            (False, False, set()),
        ],
    )
    def test_append_makes_the_folder_and_sets_the_marks(
        self, hers: Looked, ours: Mailbox, draft: bool, seen: bool, flags: set[str]
    ) -> None:
        began = datetime.now(UTC) - timedelta(minutes=5)
        ours.append(AUTOMATICOS, letter("Respuesta"), draft=draft, seen=seen)
        (stored,) = hers.messages(AUTOMATICOS)
        assert (stored.raw, stored.flags) == (letter("Respuesta"), flags)
        assert stored.arrived > began
        assert hers.messages() == []

    def test_find_takes_the_whole_message_id_and_nothing_less(self, hers: Looked, ours: Mailbox) -> None:
        uid = hers.put(letter("una", identity="<carta.1@tecnologico.example>"))
        hers.put(letter("otra", identity="<carta.1@tecnologico.example.mx>"))
        hers.put(letter("más", identity="<otra-carta.1@tecnologico.example>"))
        hers.put(letter("cita", body="Message-ID: <carta.1@tecnologico.example>"))
        found = ours.find(INBOX, "<carta.1@tecnologico.example>")
        assert [place.uid for place in found] == [uid]
        assert ours.find(INBOX, "carta.1@tecnologico.example") == ()
        assert ours.find(INBOX, "<nada@tecnologico.example>") == ()
        assert ours.find(("Nada", "Menos"), "<carta.1@tecnologico.example>") == ()

    def test_find_reads_a_folded_message_id(self, hers: Looked, ours: Mailbox) -> None:
        raw = letter("larga", identity="X").replace(
            b"Message-ID: X", b"Message-Id:\r\n <larga.1@tecnologico.example>"
        )
        uid = hers.put(raw)
        found = ours.find(INBOX, "<larga.1@tecnologico.example>")
        assert [place.uid for place in found] == [uid]

    @pytest.mark.parametrize(
        "identity",
        [
            '<con"comilla@x.example>',
            "<barra\\@x.example>",
            "<peña@x.example>",
            "<" + "largo." * 120 + "@x.example>",
        ],
    )
    def test_find_takes_any_message_id_that_came(self, hers: Looked, ours: Mailbox, identity: str) -> None:
        hers.put(b"Subject: sin identidad\r\n\r\n")
        uid = hers.put(letter("rara", identity=identity))
        assert [place.uid for place in ours.find(INBOX, identity)] == [uid]
        for other in ("", "<ñ>", "\r\nA1 LOGOUT\r\n", '"', identity + "\r\n"):
            assert ours.find(INBOX, other) == ()

    def test_find_takes_a_message_id_without_brackets_as_the_reader_of_messages_does(
        self, hers: Looked, ours: Mailbox
    ) -> None:
        raw = letter("desnuda", identity="desnuda.1@x.example")
        uid = hers.put(raw)
        identity = parse(raw, arrived=NOON).message_id
        assert [place.uid for place in ours.find(INBOX, identity)] == [uid]

    def test_find_sees_what_was_filed_and_not_what_was_filed_away(self, hers: Looked, ours: Mailbox) -> None:
        hers.put(letter("Constancia", identity="<c.1@tecnologico.example>"))
        new = ours.move(only(ours).place, AUTOMATICOS)
        assert ours.find(AUTOMATICOS, "<c.1@tecnologico.example>") == (new,)
        assert ours.find(INBOX, "<c.1@tecnologico.example>") == ()

    def test_a_letter_with_no_message_id_or_no_body_passes_whole(self, hers: Looked, ours: Mailbox) -> None:
        odd = [
            b"Subject: sin identidad\r\n\r\n",
            b"Subject: cuerpo vac\xc3\xado\r\n\r\n\r\n",
            b"\r\nsin encabezado\r\n",
        ]
        for raw in odd:
            hers.put(raw)
        assert sorted(ours.fetch(e.place) for e in ours.waiting(INBOX, known=NOTHING)) == sorted(odd)
        for envelope in list(ours.waiting(INBOX, known=NOTHING)):
            ours.move(envelope.place, AUTOMATICOS)
        assert sorted(stored.raw for stored in hers.messages(AUTOMATICOS)) == sorted(odd)

    def test_all_that_lies_in_a_folder_is_present_and_nothing_else(self, hers: Looked, ours: Mailbox) -> None:
        uids = {hers.put(letter(f"carta {number}")) for number in range(3)}
        gone = hers.put(letter("tirada"), flags=r"\Deleted")
        present = ours.present(INBOX)
        assert {place.uid for place in present} == uids - {gone}
        assert {place.validity for place in present} == {ours.validity(INBOX)}
        assert ours.present(("Afiliación", "No existe")) == frozenset()

    def test_what_was_filed_is_present_there_and_no_more_in_the_inbox(self, hers: Looked, ours: Mailbox) -> None:
        hers.put(letter("una"))
        hers.put(letter("otra"))
        (first, second) = ours.waiting(INBOX, known=NOTHING)
        ours.move(first.place, FILED)
        assert ours.present(INBOX) == {second.place}
        assert len(ours.present(FILED)) == 1

    def test_recent_mail_is_told_to_the_second_oldest_first(self, hers: Looked, ours: Mailbox) -> None:
        hers.put(letter("antes"), arrived=NOON - timedelta(seconds=1))
        later = hers.put(letter("después"), arrived=NOON + timedelta(hours=30))
        then = hers.put(letter("justo"), arrived=NOON)
        assert [one.place.uid for one in ours.recent(INBOX, since=NOON)] == [then, later]
        assert ours.recent(("No existe",), since=NOON) == ()
