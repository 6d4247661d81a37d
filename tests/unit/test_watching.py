"""What counts as a standstill of the letters: answers of a server that takes the login, turn by turn."""

from base64 import b64encode
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from mailproc.config import Settings
from mailproc.effects import Effects
from mailproc.errors import (
    LetterDeferred,
    LetterRefused,
    LetterUncertain,
    MailprocError,
    ServerBusy,
    ServerUnreachable,
)
from mailproc.message.parse import parse
from mailproc.officer.daily import queue_digest
from mailproc.reply.model import Part
from mailproc.store import outbox
from mailproc.store.opening import Store
from mailproc.store.standstills import Cause, Way
from mailproc.watching import Watch
from tests.unit.store.house import (
    ALTA,
    INBOX,
    NOW,
    OFFICER,
    Clock,
    FakeMailbox,
    FakeTransport,
    handle,
    letter,
    message,
    opened,
    settings,
)


@dataclass
class Server(FakeTransport):
    """It takes every login, and answers every letter with `says`."""

    says: MailprocError | None = None

    def send(self, raw: bytes, **how: object) -> None:  # type: ignore[override]
        if self.says:
            self.before = [self.says]
        super().send(raw, **how)  # type: ignore[arg-type]

    def prove(self) -> None:
        return None


@dataclass
class Office:
    """Store, mailbox and server of one institute."""

    store: Store
    config: Settings
    clock: Clock = field(default_factory=Clock)
    mailbox: FakeMailbox = field(default_factory=FakeMailbox)
    server: Server = field(default_factory=Server)
    letters: int = 0

    def __post_init__(self) -> None:
        self.watch = Watch(self.store, self.config, self.clock)

    def writes(self) -> None:
        """A letter to one more student."""
        self.letters += 1
        number, to = self.letters, f"l2127{self.letters:04}@tecnologico.example"
        mail = message(number, sender=to)
        handle(self.store, mail, ALTA, self.config, now=self.clock(), compose=lambda folio: letter(folio, to=to))

    def turns(self, number: int, *, minutes: int = 10) -> None:
        """Turns, one after the other."""
        for _ in range(number):
            self.clock.forward(minutes=minutes)
            self.watch.begins()
            effects = Effects(self.store, self.mailbox, self.server, self.config, self.clock, self.clock.pause)
            self.watch.hand_over(self.mailbox)
            effects.carry_out()
            self.watch.ends(effects, None, mailbox=self.mailbox)

    def told(self) -> list[str]:
        """Subjects in her inbox, without their hours."""
        raws = self.mailbox.folders[INBOX].values()
        subjects = [parse(raw, arrived=NOW).subject for raw in raws if isinstance(raw, bytes)]
        return [one.partition(" desde")[0] for one in subjects]

    @property
    def sent(self) -> list[str]:
        """Subjects of what the server took."""
        return [parse(raw, arrived=NOW).subject for _, raw in self.server.sent]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(opened(tmp_path), settings(tmp_path / "config.toml"))


ALARM, OVER = "AVISO: las cartas no salen", "Ya se arregló: las cartas salen otra vez"


@pytest.mark.parametrize(
    ("says", "letters"),
    [
        (LetterDeferred("smtp answers 452 4.5.3 too many"), 1),
        (ServerBusy("smtp answers 421 4.7.0 later"), 1),
        pytest.param(ServerBusy("smtp answers 421 4.7.0 later"), 3, marks=pytest.mark.sweep),
    ],
)
def test_letters_put_off_again_and_again_are_told_and_over_only_when_one_went(
    office: Office, says: MailprocError, letters: int
) -> None:
    for _ in range(letters):
        office.writes()
    office.server.says = says
    office.turns(9)
    assert office.told() == [ALARM]
    assert office.watch.standing[Way.SENDING].cause is Cause.REFUSED
    assert office.sent == []
    office.server.says = None
    office.turns(3, minutes=90)
    assert len(office.sent) == letters + 1
    assert office.sent.count(OVER) == 1


def test_letters_refused_for_good_are_told_and_her_own_mail_comes_into_the_inbox(office: Office) -> None:
    office.server.says = LetterRefused("smtp answers 550 5.4.5 Daily user sending limit exceeded")
    for _ in range(3):
        office.writes()
        office.turns(2)
    office.turns(1)
    assert office.told() == [ALARM]
    queue_digest(office.store, office.config, now=office.clock())
    office.turns(5)
    assert len(office.told()) == 2
    assert office.watch.standing[Way.SENDING].alarm
    office.server.says = None
    office.turns(3)
    assert office.sent == [], "nothing was to go, and nothing is known"
    office.writes()
    office.turns(2)
    assert len(office.sent) == 2
    assert OVER in office.sent


@pytest.mark.parametrize(
    "says",
    [
        LetterDeferred("smtp answers 452 4.2.2 mailbox full"),
        pytest.param(LetterDeferred("smtp answers 450 mailbox busy"), marks=pytest.mark.sweep),
        LetterRefused("smtp answers 550 no such user"),
    ],
)
def test_a_recipient_that_takes_nothing_is_no_standstill(office: Office, says: MailprocError) -> None:
    office.server.says = says
    for _ in range(4):
        office.writes()
        office.turns(1, minutes=20)
    assert office.told() == []
    assert Way.SENDING not in office.watch.standing


def test_a_server_that_takes_some_letters_a_turn_stands_not_still(office: Office) -> None:
    for _ in range(6):
        office.writes()
        office.writes()
        office.server.before = [None, ServerBusy("smtp answers 421 4.7.0 slower")]
        office.turns(1)
    assert office.told() == []


def test_a_login_is_no_proof_while_a_letter_that_was_turned_away_waits(office: Office) -> None:
    office.writes()
    office.server.says = ServerBusy("smtp answers 421 4.7.0 later")
    office.turns(1)
    office.server.says = ServerUnreachable("no route")
    office.turns(6)
    assert office.told() == [ALARM]
    office.writes()
    office.turns(1)
    office.server.says = ServerBusy("smtp answers 421 4.7.0 later")
    office.turns(8)
    assert office.told() == [ALARM]
    assert office.sent == []


@pytest.mark.parametrize("says", [LetterRefused("smtp answers 552 5.3.4 too big"), LetterUncertain("no answer")])
def test_her_own_mail_that_smtp_refused_or_lost_comes_into_her_inbox_once_and_whole(
    office: Office, says: MailprocError
) -> None:
    picture = Part("recorte.jpg", "image/jpeg", b"a picture of a name")
    digest = replace(letter(template="digest", to=OFFICER), parts=(picture,))
    outbox.queue(office.store, digest, now=office.clock(), marks={})
    office.server.after = [says]
    office.turns(4)
    [raw] = office.mailbox.folders[INBOX].values()
    assert isinstance(raw, bytes)
    assert b64encode(picture.content) in raw
    assert len(office.server.sent) == 1
