"""Failures amid the work: cut connections, servers that lie. The poll ends with MailboxError and mends itself."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from mailproc.config import MailboxServer
from mailproc.errors import MailboxError, MessageGone, ServerUnreachable
from mailproc.mailbox.base import Mailbox, Place
from mailproc.mailbox.connection import Patience
from mailproc.mailbox.opening import PATIENCE, open_mailbox
from tests.faults.scripted import cutting, imap, scripted
from tests.mail.certificates import Authority
from tests.mail.dovecot import Account
from tests.mail.kinds import AUTOMATICOS, INBOX, NOON, letter

SHORT = Patience(connect=5, read=2)
FIVE = Place(INBOX, "7", "5")
NOTHING: frozenset[str] = frozenset()

Lying = Callable[..., AbstractContextManager[Mailbox]]


@pytest.fixture
def lying(authority: Authority, tmp_path: Path) -> Lying:
    """A mailbox on a scripted server that gives these answers."""
    (tmp_path / "password").write_text("secreta", encoding="utf-8")

    @contextmanager
    def opened(answers: dict[str, bytes | None], *, patience: Patience = PATIENCE) -> Iterator[Mailbox]:
        with scripted(imap(answers), authority.issue()) as server:
            settings = MailboxServer(
                url=f"imaps://encargada@127.0.0.1:{server.port}",
                ca_file=authority.ca,
                password_file=tmp_path / "password",
            )
            with open_mailbox(settings, patience=patience) as mailbox:
                yield mailbox

    return opened


LITERAL = b"* 1 FETCH (UID 5 RFC822.SIZE 20 BODY[] {20}\r\nSubject: una\r\n\r\nhola"
WHOLE = LITERAL + b")\r\nTAG OK ya\r\n"


def test_a_whole_answer_is_taken(lying: Lying) -> None:
    with lying({"UID FETCH": WHOLE}) as mailbox:
        assert mailbox.fetch(FIVE) == b"Subject: una\r\n\r\nhola"


@pytest.mark.parametrize(
    "answer",
    [
        None,
        b"",
        LITERAL[:30],
        LITERAL[:-3],
        LITERAL,
        b"* BYE server going down\r\n",
        b"* BYE server going down\r\nTAG",
        b"TAG OK ya\r\n",
        b"* 1 FETCH (UID 5 RFC822.SIZE 20 BODY[] NIL)\r\nTAG OK ya\r\n",
        b'* 1 FETCH (UID 5 RFC822.SIZE 20 BODY[] "")\r\nTAG OK ya\r\n',
        b"* 1 FETCH (UID 5 RFC822.SIZE 20)\r\nTAG OK ya\r\n",
        b"* 1 FETCH (UID 5 FLAGS (\\Seen))\r\nTAG OK ya\r\n",
        b"* 1 FETCH (UID 6 RFC822.SIZE 4 BODY[] {4}\r\notra)\r\nTAG OK ya\r\n",
        b"* 1 FETCH (UID 5 BODY[] {2}\r\nhola)\r\nTAG OK ya\r\n",
        b"* 1 FETCH (UID 5 BODY[] {4}\r\nhola\r\nTAG OK ya\r\n",
        b"* 1 FETCH UID 5 BODY[]\r\nTAG OK ya\r\n",
        b"* 1 FETCH (UID cinco BODY[] {4}\r\nhola)\r\nTAG OK ya\r\n",
        b"* 1 FETCH (UID 5 BODY[])\r\nTAG OK ya\r\n",
        b"* x FETCH ((((\r\nTAG OK ya\r\n",
        b"\x00\xff\xfe\r\nTAG OK ya\r\n",
        b"TAG NO [SERVERBUG] internal error\r\n",
        b"TAG BAD what?\r\n",
        b"OTHER OK\r\n",
    ],
)
def test_no_answer_but_the_whole_message_is_taken_for_it(lying: Lying, answer: bytes | None) -> None:
    with lying({"UID FETCH": answer}) as mailbox, pytest.raises(MailboxError) as caught:
        mailbox.fetch(FIVE)
    assert not isinstance(caught.value, MessageGone)
    assert "hola" not in str(caught.value)


def test_a_message_that_is_gone_is_told_from_an_answer_without_it(lying: Lying) -> None:
    for answer in (b"TAG OK ya\r\n", b"TAG NO [EXPUNGEISSUED] some are gone\r\n"):
        with (
            lying({"UID FETCH": answer, "UID SEARCH": b"* SEARCH\r\nTAG OK ya\r\n"}) as mailbox,
            pytest.raises(MessageGone),
        ):
            mailbox.fetch(FIVE)


def test_a_silent_server_is_given_up(lying: Lying) -> None:
    with lying({"UID FETCH": LITERAL[:60] + b"\r\n"}, patience=SHORT) as mailbox:
        with pytest.raises(MailboxError, match="lost amid fetch"):
            mailbox.fetch(FIVE)
        with pytest.raises(MailboxError, match="the next poll makes a new one"):
            mailbox.fetch(FIVE)


def test_after_a_garbled_answer_the_connection_is_used_no_more(lying: Lying) -> None:
    with lying({"UID FETCH": b"* 1 FETCH (UID 5 BODY[])\r\nTAG OK ya\r\n"}) as mailbox:
        with pytest.raises(MailboxError, match="no IMAP"):
            mailbox.fetch(FIVE)
        with pytest.raises(MailboxError, match="lost"):
            mailbox.flag(FIVE)


def test_a_message_with_a_broken_arrival_waits_as_one_too_old_to_answer(lying: Lying) -> None:
    answer = (
        b'* 1 FETCH (UID 5 RFC822.SIZE 20 FLAGS () INTERNALDATE "99-Xyz-2026 99:99:99 +0000")\r\nTAG OK ya\r\n'
    )
    with lying({"UID FETCH": answer}) as mailbox:
        (envelope,) = mailbox.waiting(INBOX, known=NOTHING)
    assert envelope.arrived.year == 1970


def test_a_message_expunged_amid_the_listing_does_not_wait(lying: Lying) -> None:
    with lying({"UID FETCH": b"* 1 FETCH (FLAGS (\\Seen))\r\nTAG OK ya\r\n"}) as mailbox:
        assert list(mailbox.waiting(INBOX, known=NOTHING)) == []


def test_a_move_that_did_not_move_is_not_believed(lying: Lying) -> None:
    with lying({"UID MOVE": b"TAG OK ya\r\n"}) as mailbox, pytest.raises(MailboxError, match="did not"):
        mailbox.move(FIVE, AUTOMATICOS)


def test_a_message_already_marked_as_filed_is_gone(lying: Lying) -> None:
    flags = b"* 1 FETCH (UID 5 FLAGS (\\Seen $MAILPROCFILED))\r\nTAG OK ya\r\n"
    with lying({"UID FETCH 5 (FLAGS)": flags}) as mailbox, pytest.raises(MessageGone):
        mailbox.move(FIVE, AUTOMATICOS)


def test_a_folder_that_may_only_be_read_is_an_error(lying: Lying) -> None:
    answer = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [READ-ONLY] ok\r\nTAG OK [READ-ONLY] ok\r\n"
    with lying({"SELECT": answer}) as mailbox, pytest.raises(MailboxError, match="only read"):
        mailbox.move(FIVE, AUTOMATICOS)


def test_a_connection_cut_after_any_number_of_bytes_loses_nothing(account: Account) -> None:
    """The work of a poll through a proxy that cuts it: an error of ours, the letter once, its marks untouched."""
    raw = letter("Constancia", pad=3000)
    account.put(raw, arrived=NOON)
    outcomes = set()
    for after in range(0, 12_000, 400):
        with cutting(account.dovecot.port, after) as port:
            url = account.server().url.replace(str(account.dovecot.port), str(port))
            outcomes.add(_work(account.server(url=url)))
        lying_in = [
            *account.messages(),
            *(account.messages(AUTOMATICOS) if AUTOMATICOS in account.folders() else []),
        ]
        assert [(stored.raw, stored.flags, stored.arrived) for stored in lying_in] == [(raw, frozenset(), NOON)]
    assert outcomes == {"unreachable", "mailbox", "done"}


def _work(server: MailboxServer) -> str:
    """What one poll does, and how it ended."""
    try:
        with open_mailbox(server, patience=PATIENCE) as ours:
            for envelope in ours.waiting(INBOX, known=NOTHING):
                ours.fetch(envelope.place)
                ours.ensure(AUTOMATICOS)
                ours.move(envelope.place, AUTOMATICOS)
    except ServerUnreachable:
        return "unreachable"
    except MailboxError:
        return "mailbox"
    return "done"
