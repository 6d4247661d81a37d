"""What stands still is told once, and once when it goes again: real servers, a clock that is moved, restarts."""

import threading
from contextlib import suppress
from datetime import timedelta
from email.message import EmailMessage

import pytest
from sqlalchemy import text

from mailproc import effects
from mailproc.config.loading import load
from mailproc.errors import MailboxError, MailprocError, StoreError
from mailproc.officer import inbox
from mailproc.officer.daily import queue_digest
from mailproc.reply import outbox as reply_outbox
from mailproc.reply.outbox import Sent
from mailproc.store import cases, meta, outbox, standstills
from mailproc.store.desk import status
from mailproc.store.opening import open_store
from mailproc.store.standstills import Way
from mailproc.terminal import status_object
from mailproc.turning import Stop, turn
from mailproc.watching import Watch
from tests.mail.house import House, parsed
from tests.unit.store.house import ALTA, NOW, Killed, empty_store, handle, message

NOWHERE = "imaps://nadie%40tecnologico.example@127.0.0.1:1"
NO_POST = "smtp+starttls://nadie%40tecnologico.example@127.0.0.1:1"


class Nobody:
    """No document is read here."""


class Office:
    """A house whose program runs in this process; servers are taken away and given back."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.now = NOW
        house.configure()
        (house.folder / "mailproc.sqlite3").write_bytes(empty_store())
        self.store = None
        self.mailbox = self.post = True
        self.changes: dict[str, str] = {}
        self.restart()

    def restart(self) -> None:
        """The program ends and starts anew."""
        if self.store:
            self.store.close()
        changes = {} if self.mailbox else {"mailbox_url": NOWHERE}
        changes |= {} if self.post else {"smtp_url": NO_POST}
        self.house.configure(**changes | self.changes)
        self.settings = load(self.house.config)
        self.store = open_store(self.settings.store_url, account="siempre")
        self.watch = Watch(self.store, self.settings, lambda: self.now)

    def servers(self, *, mailbox: bool = True, post: bool = True) -> None:
        """From now on these answer; the program was started anew for it."""
        self.mailbox, self.post = mailbox, post
        self.restart()

    def turns(self, number: int, *, minutes: float = 5) -> None:
        """Polls that may fail, one after the other."""
        stop = Stop(threading.Event())
        for _ in range(number):
            self.now += timedelta(minutes=minutes)
            with suppress(MailprocError):
                turn(self.settings, self.store, Nobody(), stop=stop, now=lambda: self.now, watch=self.watch)

    def sent(self) -> list[str]:
        """Subjects of what the SMTP server took."""
        return [str(one["Subject"]) for one in self.house.letters()]

    def inbox(self) -> list[str]:
        """Subjects of what lies in her inbox."""
        return [str(parsed(one.raw)["Subject"]) for one in self.house.account.messages()]

    def status(self):
        """`mailproc status --json`."""
        return status_object(status(self.store), None)


@pytest.fixture
def office(account, post, tmp_path):
    office = Office(House(tmp_path, account, post))
    yield office
    office.store.close()


def test_a_mailbox_that_cannot_be_reached_is_told_by_mail_once_and_its_recovery_once(office):
    office.turns(1)
    office.servers(mailbox=False)
    began = office.now + timedelta(minutes=5)
    office.turns(7)
    assert office.sent() == []
    assert office.status()["stalled"] == {"fetching": None, "sending": None}
    office.turns(2)
    local = began.astimezone(office.settings.zone)
    assert office.sent() == [f"AVISO: el buzón no se revisa desde el {local:%d/%m/%Y, %H:%M}"]
    office.restart()
    office.turns(3)
    office.restart()
    office.turns(3, minutes=600)
    assert len(office.sent()) == 1
    assert office.status()["stalled"] == {
        "fetching": {"since": began.isoformat(), "cause": "server"},
        "sending": None,
    }
    office.servers()
    office.turns(4)
    assert office.sent()[1:] == ["Ya se arregló: el buzón se revisa otra vez"]
    assert office.status()["stalled"] == {"fetching": None, "sending": None}
    letter = office.house.letters()[0]
    assert letter["X-Mailproc"] == "alarm"
    assert letter["Auto-Submitted"] == "auto-generated"


def test_a_short_hiccup_and_a_weekend_without_the_program_are_no_standstill(office):
    office.turns(1)
    office.servers(mailbox=False)
    office.turns(4)
    office.servers()
    office.turns(1)
    office.servers(mailbox=False)
    office.turns(4)
    office.now += timedelta(days=2)
    office.servers()
    office.turns(3)
    office.now += timedelta(days=2)
    office.turns(2, minutes=20)
    assert office.sent() == office.inbox() == []


def test_letters_that_cannot_go_are_told_in_the_inbox_and_wait(office):
    office.turns(1)
    office.servers(post=False)
    handle(office.store, message(1), ALTA, office.settings, now=office.now)
    office.turns(7)
    assert office.inbox() == []
    office.turns(1)
    [alarm] = office.house.account.messages()
    assert parsed(alarm.raw)["Subject"].startswith("AVISO: las cartas no salen desde el ")
    assert parsed(alarm.raw)["X-Mailproc"] == "alarm"
    assert "Hay 1 carta por salir." in parsed(alarm.raw).get_body(("plain",)).get_content()
    assert r"\Seen" not in alarm.flags
    queue_digest(office.store, office.settings, now=office.now)
    office.turns(3)
    office.restart()
    office.turns(3)
    assert len(office.inbox()) == 2, "the alarm, and the digest that nothing else brings to her"
    assert office.status()["stalled"]["sending"]["cause"] == "server"
    assert office.status()["outbox"] == {"queued": 1}
    office.servers()
    office.turns(3)
    assert len(office.sent()) == 2
    assert office.sent()[1] == "Ya se arregló: las cartas salen otra vez"
    assert len(office.inbox()) == 2
    assert len(cases.cases(office.store)) == 1, "what lies in the inbox opens none"


def test_a_password_or_a_certificate_that_cannot_be_read_stops_no_reading_and_is_told_in_the_inbox(office):
    office.turns(1)
    office.changes = {"smtp_password": "nowhere"}
    office.restart()
    handle(office.store, message(1), ALTA, office.settings, now=office.now)
    office.turns(4)
    assert meta.instant(office.store, meta.Key.LAST_POLL) == office.now
    office.changes = {"smtp_ca": "nowhere"}
    office.restart()
    office.turns(5)
    assert meta.instant(office.store, meta.Key.LAST_POLL) == office.now
    [alarm] = office.house.account.messages()
    assert parsed(alarm.raw)["Subject"].startswith("AVISO: las cartas no salen desde el ")
    body = " ".join(parsed(alarm.raw).get_body(("plain",)).get_content().split())
    assert "no puede leer en su máquina la contraseña o el certificado" in body
    assert "todavía no se sabe por qué" not in body
    assert office.status()["stalled"]["sending"]["cause"] == "configuration"
    assert office.status()["outbox"] == {"queued": 1}
    office.changes = {}
    office.restart()
    office.turns(2)
    assert office.sent()[1:] == ["Ya se arregló: las cartas salen otra vez"]


def test_a_way_out_that_cannot_be_made_is_told_though_no_letter_waits(office):
    office.changes = {"smtp_password": "nowhere"}
    office.restart()
    office.turns(9)
    assert [one.partition(" desde")[0] for one in office.inbox()] == ["AVISO: las cartas no salen"]


@pytest.mark.parametrize("refused", ["copying", "filing"])
def test_what_the_mailbox_does_not_take_is_told_on_a_busy_day_too(office, monkeypatch, refused):
    """Each turn handles a message, and its draft or its move is refused."""
    office.turns(1)
    step = {"copying": (reply_outbox._Desk, "put_copies"), "filing": (effects, "file_pending")}[refused]

    def full(*_, **__):
        raise MailboxError("NO [OVERQUOTA] full")

    monkeypatch.setattr(*step, full)
    for number in range(9):
        letter = EmailMessage()
        letter["From"], letter["To"] = "l21270123@tecnologico.example", office.house.account.user
        letter["Subject"], letter["Message-ID"] = "Duda", f"<{number}@tecnologico.example>"
        letter["Date"] = office.now
        letter.set_content(f"Buenas tardes, tengo una duda ({number}).")
        office.house.account.put(letter.as_bytes())
        office.turns(1)
    assert office.status()["backlog"] == 0, "every message was handled"
    assert [one.partition(" desde")[0] for one in office.sent() if one.startswith("AVISO")] == [
        "AVISO: el buzón no se revisa"
    ]


@pytest.mark.sweep
def test_sending_that_was_told_of_is_proved_where_no_letter_is_left(office):
    office.servers(post=False)
    queue_digest(office.store, office.settings, now=office.now)
    office.turns(10)
    assert len(office.inbox()) == 2, "digest and alarm"
    assert office.status()["outbox"] == {}
    office.turns(3)
    assert office.status()["stalled"]["sending"], "no letter failed, and yet nothing can go"
    office.servers()
    office.turns(2)
    assert office.sent() == ["Ya se arregló: las cartas salen otra vez"]


@pytest.mark.parametrize("first", ["mailbox", pytest.param("post", marks=pytest.mark.sweep)])
def test_with_both_down_the_one_mail_goes_when_the_first_is_back(office, first):
    office.turns(1)
    office.servers(mailbox=False, post=False)
    began = office.now + timedelta(minutes=5)
    office.turns(18)
    assert office.sent() == office.inbox() == []
    office.servers(mailbox=first == "mailbox", post=first == "post")
    office.turns(1)
    there = office.inbox() if first == "mailbox" else office.sent()
    since = f"{began.astimezone(office.settings.zone):%d/%m/%Y, %H:%M}"
    assert there == [f"AVISO: el buzón no se revisa y las cartas no salen desde el {since}"]
    office.servers()
    office.turns(3)
    alarms = [one for one in (*office.inbox(), *office.sent()) if one.startswith("AVISO")]
    assert len(alarms) == 1
    told = {one for one in (*office.inbox(), *office.sent()) if one.startswith("Ya se")}
    assert told == {
        "Ya se arregló: el buzón se revisa otra vez",
        "Ya se arregló: las cartas salen otra vez",
    }


def test_a_turn_that_never_ends_is_a_standstill_too(office):
    """Killed by the watchdog, again and again: no turn comes to its end, and none tells why."""
    for _ in range(4):
        office.watch.begins()
        office.now += timedelta(minutes=17)
        office.restart()
    office.turns(1)
    assert [one.partition(" desde")[0] for one in office.sent()] == ["AVISO: el buzón no se revisa"]
    body = parsed(office.house.post.postbox.letters[0].raw).get_body(("plain",)).get_content()
    assert "se detuvo a media revisión" in " ".join(body.split())


@pytest.mark.parametrize(
    "place",
    [
        pytest.param("after the queueing", marks=pytest.mark.sweep),
        "after the append",
        pytest.param("after the mark", marks=pytest.mark.sweep),
    ],
)
def test_a_kill_anywhere_brings_no_second_alarm(office, monkeypatch, place):
    office.turns(1)
    office.servers(post=False)
    handle(office.store, message(1), ALTA, office.settings, now=office.now)
    office.turns(7)
    with monkeypatch.context() as patch:
        real = {
            "after the queueing": (outbox, "queue"),
            "after the append": (inbox, "put"),
            "after the mark": (outbox, "mark_sent"),
        }
        module, name = real[place]
        act = getattr(module, name)

        def deadly(*words, **more):
            act(*words, **more)
            raise Killed

        patch.setattr(module, name, deadly)
        with pytest.raises(Killed):
            office.turns(1)
    office.restart()
    office.turns(5)
    office.restart()
    office.turns(2)
    assert len(office.inbox()) == 1
    office.servers()
    office.turns(3)
    assert len(office.sent()) == 2
    assert len(office.inbox()) == 1


def test_a_full_disk_is_told_in_the_inbox_without_the_store(office):
    office.turns(1)

    def fill(pages: int | None) -> None:
        """No page more for the store, as on a full disk; its last one is used up."""
        with office.store.reading() as session:
            pages = pages or session.scalar(text("PRAGMA page_count"))
            session.execute(text(f"PRAGMA max_page_count = {pages}"))

    fill(None)
    number = 1
    with pytest.raises(StoreError):
        while True:
            number += 1
            handle(office.store, message(number), ALTA, office.settings, now=office.now)
    number = len(office.house.letters())

    class Full:
        def __enter__(self):
            raise StoreError("full")

        def __exit__(self, *_):
            return None

    office.store.writing = Full
    office.turns(9)
    [alarm] = office.house.account.messages()
    body = parsed(alarm.raw).get_body(("plain",)).get_content()
    assert "Quizá el disco de su máquina está lleno." in " ".join(body.split())
    office.watch = Watch(office.store, office.settings, lambda: office.now)
    office.turns(9)
    assert len(office.inbox()) == 1, "also after a restart"
    del office.store.writing
    fill(100_000)
    office.turns(3)
    assert office.sent().count("Ya se arregló: el buzón se revisa otra vez") == 1


@pytest.mark.sweep
def test_a_refused_login_is_tried_less_and_less(office):
    queue_digest(office.store, office.settings, now=office.now)
    post = office.house.post.postbox
    post.faults["AUTH"] = ["535 5.7.8 no"] * 100
    office.turns(8, minutes=1)
    assert post.connections == 4, "after 0, 1, 3 and 7 minutes"
    office.turns(10)
    assert office.status()["stalled"]["sending"]["cause"] == "login"
    assert len(office.inbox()) == 2
    post.faults.clear()
    office.turns(7)
    assert office.sent() == ["Ya se arregló: las cartas salen otra vez"]


def test_work_that_advances_between_two_cuts_is_no_standstill(office):
    """A large inbox and a server that drops every connection after a while: each poll comes further."""

    class Cut:
        tally = Sent(sent=1)

    for _ in range(5):
        office.watch.begins()
        office.now += timedelta(minutes=50)
        office.watch.ends(Cut(), MailprocError("cut"), mailbox=None, advanced=True)
    office.watch.begins()
    assert not standstills.load(office.store)[Way.FETCHING].alarm
    assert outbox.due(office.store, now=office.now) == ()


@pytest.mark.sweep
def test_a_busy_server_is_a_standstill_until_it_takes_a_letter(office):
    office.turns(1)
    queue_digest(office.store, office.settings, now=office.now)
    handle(office.store, message(1), ALTA, office.settings, now=office.now)
    office.house.post.postbox.faults["MAIL"] = ["421 4.3.2 later"] * 1000
    office.turns(16)
    assert len(office.inbox()) == 2
    assert office.sent() == []
    office.house.post.postbox.faults.clear()
    office.turns(3, minutes=120)
    assert "Ya se arregló: las cartas salen otra vez" in office.sent()
    assert Way.SENDING not in office.watch.standing
