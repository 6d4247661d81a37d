"""Killed at every durable step, then started again: one end state, and a second run changes nothing.

The first sweep kills real processes (SIGKILL) that work a real Maildir and a real store. The second one lets a
mail server's answer be lost at every step, where the end may also be an uncertain letter, and nothing worse.
"""

import email
import os
import shutil
import signal
import sys
import traceback
from collections import Counter
from functools import partial

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from mailproc.cases.kinds import Folder, Kind
from mailproc.mailbox.filing import file_pending
from mailproc.mailbox.maildir import MaildirMailbox
from mailproc.mailbox.smtp import MaildirTransport
from mailproc.reply.model import LetterState
from mailproc.reply.outbox import send_due
from mailproc.store import cases, ledger, meta
from mailproc.store.record import Handling, record
from mailproc.store.schema import Base
from tests.unit.store.house import (
    ALTA,
    INBOX,
    NOW,
    OFFICER,
    SHEET,
    Clock,
    FakeMailbox,
    FakeTransport,
    Killed,
    Steps,
    decision,
    letter,
    message,
    opened,
    settings,
)

PLAN = {1: ALTA, 2: decision(Kind.URGENTE), 3: decision(Kind.AUTOMATICO), 4: decision(Kind.AJENO)}
NOT_COMPARED = {"tries"}
"""How often something was tried may differ; all else may not."""


def compose(what, folio):
    """The letter to the student, the alarm to the officer, or none."""
    if what.kind is Kind.URGENTE:
        return letter(folio, template="alarm", to=OFFICER)
    return letter(folio) if what.letter else None


def work(store, mailbox, transport, config):
    """What the pipeline does in one turn."""
    effects = partial(send_due, store, transport, mailbox, config, clock=Clock())
    effects()
    for envelope in list(mailbox.waiting(INBOX, known=ledger.known(store, INBOX, mailbox.validity(INBOX)))):
        ledger.attempt(store, envelope)
        number = numbered(mailbox, envelope)
        mail, what = message(number), PLAN[number]
        handling = Handling(envelope, mail, what, sheets=(SHEET,))
        record(store, handling, config, now=NOW, compose=partial(compose, what))
    effects()
    file_pending(store, mailbox, config, now=NOW)


def numbered(mailbox, envelope):
    """Which message of the plan this is."""
    if isinstance(mailbox, FakeMailbox):
        return next(
            n for n in PLAN if message(n).message_id == mailbox.folders[INBOX][envelope.place.uid].message_id
        )
    return int(email.message_from_bytes(mailbox.fetch(envelope.place))["X-Number"])


def contents(store):
    """All rows of all tables, but for the number of tries, and for the order of the history: a letter of the first
    run goes before the second run takes up the next message."""
    with store.reading() as session:
        rows = {
            table.name: [
                {key: value for key, value in row._mapping.items() if key not in NOT_COMPARED}
                for row in session.execute(select(table).order_by(table.c.id))
            ]
            for table in Base.metadata.sorted_tables
        }
    for line in rows["events"]:
        del line["id"]
    rows["events"].sort(key=repr)
    return rows


@pytest.fixture
def hooked():
    """Takes a step before and after each commit of this process."""
    current = Steps()

    def step(*_):
        current()

    def hook(steps):
        nonlocal current
        current = steps

    event.listen(Engine, "commit", step)
    event.listen(Session, "after_commit", step)
    yield hook
    event.remove(Engine, "commit", step)
    event.remove(Session, "after_commit", step)


class SteppingMailbox(MaildirMailbox):
    """A Maildir that takes a step before and after whatever lasts."""

    def __init__(self, root, steps):
        super().__init__(root)
        self.steps = steps

    def _stepping(self, act, *args, **more):
        self.steps()
        done = act(*args, **more)
        self.steps()
        return done

    def move(self, place, folder):
        return self._stepping(super().move, place, folder)

    def flag(self, place):
        return self._stepping(super().flag, place)

    def append(self, folder, raw, *, draft=False, seen=False):
        return self._stepping(super().append, folder, raw, draft=draft, seen=seen)


class SteppingTransport(MaildirTransport):
    """A way out that takes a step before and after a letter is there."""

    def __init__(self, folder, steps):
        super().__init__(folder)
        self.steps = steps

    def send(self, raw, *, sender, recipient, before_data):
        def brink():
            before_data()
            self.steps()

        super().send(raw, sender=sender, recipient=recipient, before_data=brink)
        self.steps()


class World:
    """A folder with a Maildir of four letters, a place for letters sent, and a store."""

    def __init__(self, folder):
        self.folder = folder
        self.inbox, self.sent = folder / "mail", folder / "letters"
        self.config = settings(mailbox={"url": f"maildir:{self.inbox}"}, smtp={"url": f"maildir:{self.sent}"})

    def furnish(self):
        for box in ("cur", "new", "tmp"):
            (self.inbox / box).mkdir(parents=True)
        for number in PLAN:
            mail = message(number)
            path = self.inbox / "new" / f"{number}.example"
            path.write_text(f"Message-ID: {mail.message_id}\nX-Number: {number}\n\nHola\n")
            os.utime(path, (mail.arrived.timestamp(),) * 2)
        store = opened(self.folder)
        meta.secret(store)
        store.close()

    def run(self, steps):
        store = opened(self.folder)
        try:
            mailbox = SteppingMailbox(self.inbox, steps)
            work(store, mailbox, SteppingTransport(self.sent, steps), self.config)
        finally:
            store.close()

    def state(self):
        """All that lasts: the store's rows, where each message lies and how it is marked, the letters."""
        store = opened(self.folder)
        rows = contents(store)
        store.close()
        files = Counter(
            (path.parts[len(self.folder.parts) : -1], path.name.partition(":2,")[2], path.read_bytes())
            for root in (self.inbox, self.sent)
            for path in root.rglob("*")
            if path.is_file() and path.parent.name in ("cur", "new")
        )
        return rows, files


def in_child(act):
    """Run in a process of its own; gives its wait status."""
    pid = os.fork()
    if pid:
        return os.waitpid(pid, 0)[1]
    code = 1
    try:
        act()
        code = 0
    finally:
        # Whatever happened, the child must not come back into pytest.
        if code:
            traceback.print_exc(file=sys.stderr)
        os._exit(code)
    raise AssertionError


def die():
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("stride", [6, pytest.param(1, marks=pytest.mark.sweep)])
def test_kill_9_at_every_step_ends_as_if_nobody_had_killed(tmp_path, hooked, stride):
    new = World(tmp_path / "new")
    new.furnish()
    golden = World(shutil.copytree(new.folder, tmp_path / "golden"))
    counted = tmp_path / "steps"

    def undisturbed():
        steps = Steps()
        hooked(steps)
        golden.run(steps)
        counted.write_text(str(steps.taken))

    # The way to the Maildirs stands in no row, so worlds in different folders can be compared.
    assert in_child(undisturbed) == 0
    wanted = golden.state()
    assert [len(rows) for rows in (wanted[0]["cases"], wanted[0]["letters"], wanted[0]["filings"])] == [2, 2, 3]
    number = int(counted.read_text())
    assert number > 40
    for deadly in range(1, number + 1, stride):
        world = World(shutil.copytree(new.folder, tmp_path / "killed"))

        def killed(world=world, deadly=deadly):
            steps = Steps(deadly, die=die)
            hooked(steps)
            world.run(steps)

        assert os.WTERMSIG(in_child(killed)) == signal.SIGKILL
        assert in_child(partial(world.run, Steps())) == 0
        assert world.state() == wanted, f"killed at step {deadly}"
        if deadly == 1 + 3 * stride:
            assert in_child(partial(world.run, Steps())) == 0
            assert world.state() == wanted, "a second run changed something"
        shutil.rmtree(world.folder)


def killed_at_every_step(tmp_path, hooked, config):
    """Worlds in memory, each killed at another step and started again, as (step, store, mailbox, transport)."""
    deadly = 0
    while True:
        deadly += 1
        folder = tmp_path / str(deadly)
        folder.mkdir()
        steps = Steps(deadly)
        mailbox, transport = FakeMailbox(steps), FakeTransport(steps)
        for number in PLAN:
            mailbox.put(message(number))
        store = opened(folder)
        hooked(steps)
        survived = False
        try:
            work(store, mailbox, transport, config)
            survived = True
        except Killed:
            store.close()
            store = opened(folder)
            work(store, mailbox, transport, config)
        work(store, mailbox, transport, config)
        yield deadly, store, mailbox, transport
        store.close()
        if survived:
            return


@pytest.mark.sweep
def test_a_lost_answer_at_any_step_sends_no_letter_twice_and_hides_none(tmp_path, hooked):
    config = settings()
    uncertain = steps = 0
    for _, store, mailbox, transport in killed_at_every_step(tmp_path, hooked, config):
        steps += 1
        assert max(Counter(raw for _, raw in transport.sent).values()) == 1
        alta, urgent = cases.cases(store)
        in_revisar = mailbox.ids(config.folders.path(Folder.REVISAR))
        in_altas = mailbox.ids(config.folders.path(Folder.ALTAS))
        if alta.letters[0].state is LetterState.UNCERTAIN:
            uncertain += 1
            assert (alta.kind, in_revisar, in_altas) == (Kind.REVISAR, ["<1@correo.example>"], [])
        else:
            assert alta.letters[0].state is LetterState.SENT
            assert (alta.kind, in_revisar, in_altas) == (Kind.ALTA, [], ["<1@correo.example>"])
            assert mailbox.ids(("Sent",)).count(letter().message_id) == 1
        assert urgent.kind is Kind.URGENTE
        assert mailbox.flagged == {"<2@correo.example>"}
        assert mailbox.ids(config.folders.path(Folder.AUTOMATICOS)) == ["<3@correo.example>"]
        assert sorted(mailbox.ids(INBOX)) == ["<2@correo.example>", "<4@correo.example>"]
    assert steps > 40
    # After SENDING was committed, before and after the letter went, before SENT was committed.
    assert 1 <= uncertain <= 4


@pytest.mark.sweep
def test_a_draft_is_put_once_whatever_step_the_kill_came_at(tmp_path, hooked):
    config = settings(mode="draft")
    for _, store, mailbox, transport in killed_at_every_step(tmp_path, hooked, config):
        assert mailbox.ids(("Drafts",)) == [letter().message_id]
        assert transport.recipients in ([OFFICER], [])
        assert cases.cases(store)[0].letters[0].state is LetterState.DRAFT
