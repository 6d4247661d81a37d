"""How servers differ that call themselves IMAP: Exchange Online and others, as seen in public logs of mail programs."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import pytest

from mailproc.config import MailboxServer
from mailproc.errors import LoginRefused, MailboxError
from mailproc.mailbox.base import Mailbox, Place
from mailproc.mailbox.opening import open_mailbox
from tests.faults.scripted import imap, scripted
from tests.mail.certificates import Authority
from tests.mail.kinds import AUTOMATICOS, INBOX

FIVE = Place(INBOX, "7", "5")
EXCHANGE = (
    b"* CAPABILITY IMAP4 IMAP4rev1 AUTH=PLAIN AUTH=XOAUTH2 SASL-IR UIDPLUS MOVE ID UNSELECT CHILDREN IDLE NAMESPACE "
    b"LITERAL+\r\nTAG OK CAPABILITY completed.\r\n"
)
SPACE = b'* NAMESPACE (("" "/")) NIL NIL\r\nTAG OK ya\r\n'
BARE = b"* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\nTAG OK ya\r\n"
NO_KEYWORDS = (
    b"* 5 EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $MDNSent)\r\n"
    b"* OK [PERMANENTFLAGS (\\Seen \\Answered \\Flagged \\Deleted \\Draft $MDNSent)] Permanent flags\r\n"
    b"* OK [UIDVALIDITY 7] UIDVALIDITY value\r\n* OK [UIDNEXT 9] next\r\nTAG OK [READ-WRITE] SELECT completed.\r\n"
)


@pytest.fixture
def talking(authority: Authority, tmp_path: Path) -> Callable[..., object]:
    """A mailbox on a scripted server, and the commands that it was given."""
    (tmp_path / "password").write_text("secreta", encoding="utf-8")

    @contextmanager
    def opened(answers: dict[str, bytes | None]) -> Iterator[tuple[Mailbox, list[str]]]:
        said: list[str] = []
        play = imap({"NAMESPACE": SPACE, **answers})

        class Heard:
            """The stream, written down."""

            def __init__(self, stream: BinaryIO) -> None:
                self.stream = stream

            def readline(self) -> bytes:
                line = self.stream.readline()
                said.append(line.decode("latin-1").strip().partition(" ")[2])
                return line

            def write(self, answer: bytes) -> int:
                return self.stream.write(answer)

        with scripted(lambda stream: play(Heard(stream)), authority.issue()) as server:  # type: ignore[arg-type]
            url = f"imaps://encargada@127.0.0.1:{server.port}"
            settings = MailboxServer(url=url, ca_file=authority.ca, password_file=tmp_path / "password")
            with open_mailbox(settings) as mailbox:
                yield mailbox, said

    return opened


def test_a_keyword_that_no_message_has_is_not_searched_for(talking) -> None:
    bad = b"TAG BAD Command Argument Error. 11\r\n"
    found = b"* SEARCH 5\r\nTAG OK ya\r\n"
    answers = {"CAPABILITY": EXCHANGE, "EXAMINE": NO_KEYWORDS, "UID SEARCH UNDELETED UNKEYWORD": bad}
    with talking({**answers, "UID SEARCH UNDELETED": found}) as (mailbox, _):
        assert mailbox.present(INBOX) == {FIVE}
    ours = NO_KEYWORDS.replace(b"$MDNSent)\r", b"$mailprocfiled)\r")
    with talking({"EXAMINE": ours}) as (mailbox, said):
        mailbox.present(INBOX)
        assert "UID SEARCH UNDELETED UNKEYWORD $MailprocFiled" in said


@pytest.mark.parametrize(
    ("settable", "mark"),
    [
        (b"\\Seen \\Deleted", r"(\Deleted)"),
        (b"\\Seen \\Deleted \\*", "($MailprocFiled)"),
        (b"\\Seen $mailprocfiled", "($MailprocFiled)"),
        (None, "($MailprocFiled)"),
    ],
)
def test_where_keywords_are_not_kept_what_was_filed_is_marked_deleted_and_never_expunged(
    talking, settable: bytes | None, mark: str
) -> None:
    told = b"* OK [PERMANENTFLAGS (" + settable + b")] ok\r\n" if settable is not None else b""
    selected = b"* 1 EXISTS\r\n" + told + b"* OK [UIDVALIDITY 7] ok\r\nTAG OK [READ-WRITE] ok\r\n"
    header = b"* 1 FETCH (UID 5 BODY[HEADER] {4}\r\n\r\n\r\n)\r\nTAG OK ya\r\n"
    answers = {"CAPABILITY": BARE, "SELECT": selected, "UID FETCH 5 (BODY.PEEK[HEADER]": header}
    with talking(answers) as (mailbox, said):
        mailbox.move(FIVE, AUTOMATICOS)
    assert [line for line in said if line.startswith("UID STORE")] == [f"UID STORE 5 +FLAGS.SILENT {mark}"]
    assert not any("EXPUNGE" in line or line == "CLOSE" for line in said)


def test_a_header_field_that_the_server_names_in_its_own_way_is_read(talking) -> None:
    for name in (b"Message-ID", b'"MESSAGE-ID"', b"MESSAGE-ID"):
        field = b"Message-ID: <una@correo.example>\r\n\r\n"
        head = b"* 1 FETCH (UID 5 FLAGS () BODY[HEADER.FIELDS (" + name + b")] {%d}\r\n" % len(field)
        with talking({"UID FETCH": head + field + b")\r\nTAG OK ya\r\n"}) as (mailbox, _):
            assert mailbox.find(INBOX, "<una@correo.example>") == (FIVE,)


def test_a_login_that_opens_no_mailbox_is_a_refused_one_with_its_mend(talking) -> None:
    """Exchange Online takes the login and refuses the first command; it is tried less and less."""
    refused = b"TAG BAD User is authenticated but not connected.\r\n"
    mended = pytest.raises(LoginRefused, match="Set-CASMailbox -Identity encargada -ImapEnabled")
    with mended, talking({"CAPABILITY": EXCHANGE, "NAMESPACE": refused}):
        pass
    with talking({"EXAMINE": refused}) as (mailbox, _), pytest.raises(LoginRefused, match="not connected"):
        mailbox.validity(INBOX)


def test_a_server_that_asks_to_wait_is_tried_at_the_next_poll(talking) -> None:
    for command, act in {
        "EXAMINE": lambda box: box.present(INBOX),
        "UID SEARCH": lambda box: list(box.waiting(INBOX, known=frozenset())),
        "UID MOVE": lambda box: box.move(FIVE, AUTOMATICOS),
    }.items():
        answer = b"TAG NO [UNAVAILABLE] Request is throttled. Suggested Backoff Time: 299962 milliseconds\r\n"
        with talking({command: answer}) as (mailbox, _), pytest.raises(MailboxError, match="throttled"):
            act(mailbox)


def test_its_folders_are_found_by_the_marks_or_names_that_it_has(talking) -> None:
    """Exchange Online marks special uses in LIST without saying that it can; older ones only have names."""
    marked = (
        b'* LIST (\\HasNoChildren \\Sent) "/" "Elementos enviados"\r\n'
        b'* LIST (\\HasNoChildren \\Junk) "/" "Correo electr&APM-nico no deseado"\r\nTAG OK ya\r\n'
    )
    named = (
        b'* LIST (\\HasNoChildren) "/" "Sent Items"\r\n* LIST (\\HasNoChildren) "/" "Junk Email"\r\nTAG OK ya\r\n'
    )
    for listed, sent, junk in (
        (marked, "Elementos enviados", "Correo electrónico no deseado"),
        (named, "Sent Items", "Junk Email"),
    ):
        with talking({"CAPABILITY": EXCHANGE, "LIST": listed}) as (mailbox, _):
            assert (mailbox.special("Sent"), mailbox.special("Junk")) == ((sent,), (junk,))
