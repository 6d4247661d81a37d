"""`make soak MINUTES=10`: the real program polls a real Dovecot while a client does whatever comes into its head.

The client is plain imaplib with a seed. It delivers, moves, copies, flags, marks as deleted and back, makes folders,
and throws away by way of a folder of its own, so that it knows how often each message must lie there. Each minute it
rests; when the program has come to rest too, all is compared.
"""

import argparse
import imaplib
import logging
import os
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select

from mailproc.cases.kinds import Folder
from mailproc.config import load
from mailproc.reply.model import LetterState
from mailproc.store import meta, schema
from mailproc.store.opening import Store, open_store
from mailproc.store.schema import FilingState, Outcome
from tests.documents import generate
from tests.logged import clean
from tests.mail.certificates import Authority
from tests.mail.dovecot import VARIANTS, running
from tests.mail.house import FOLDERS, INBOX, House, parsed
from tests.mail.smtp_server import posting
from tests.students import PLANS

Path_ = tuple[str, ...]
OURS: dict[Path_, Folder | None] = {INBOX: None, **{FOLDERS.path(folder): folder for folder in Folder}}
TRASH = ("Papelera",)
GRACE = 3
REST, ENOUGH = 60.0, 300.0
"""Seconds between two comparisons; and how long a program on a busy machine may take to come to rest."""
WORDS = [plan for plan in PLANS if not plan.case]
SHEETS = [("si_ours", "cards"), ("no_baja", "lines"), ("old", "prose"), ("si_ours", "above")]


@dataclass
class Client:
    """Somebody with a mail program and no plan."""

    house: House
    random: random.Random
    sheets: list[bytes]
    senders: set[str] = field(default_factory=set)
    expected: Counter[str] = field(default_factory=Counter)
    done: Counter[str] = field(default_factory=Counter)
    history: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """What was done with each message, for who has to find out."""
    folders: list[Path_] = field(default_factory=lambda: [*OURS, TRASH])

    def acts(self, imap: imaplib.IMAP4_SSL) -> None:
        """One thing or another."""
        acts = [self.delivers] * 4 + [self.moves] * 5 + [self.flags] * 3 + [self.copies, self.marks, self.unmarks]
        act = self.random.choice([*acts, self.throws_away, self.makes_a_folder])
        if act(imap):
            self.done[act.__name__] += 1

    def delivers(self, imap: imaplib.IMAP4_SSL) -> bool:
        """A student writes, or a machine."""
        number = self.expected.total()
        identity = f"<{number}.{self.random.getrandbits(40)}@correo.example>"
        mail, plan = EmailMessage(), self.random.choice(WORDS)
        # A colleague's mail, or a list's, is answered where it is moved into a folder of ours; a machine's never is.
        machine = "Auto-Submitted" in plan.headers
        name = f"maquina{number}" if machine else f"l2227{self.random.randrange(40):04}"
        sender = f"{name}@tecnologico.example"
        if not machine:
            self.senders.add(sender)
        mail["From"], mail["To"], mail["Subject"] = sender, self.house.account.user, plan.subject
        mail["Date"], mail["Message-ID"] = format_datetime(datetime.now(UTC)), identity
        for name, value in plan.headers.items():
            mail[name] = value
        mail.set_content(plan.text)
        if not machine and self.random.random() < 0.15:
            sheet = self.random.choice(self.sheets)
            mail.add_attachment(sheet, maintype="application", subtype="pdf", filename="constancia.pdf")
        status, _ = imap.append("INBOX", "", imaplib.Time2Internaldate(time.time()), mail.as_bytes())
        assert status == "OK"
        self.expected[identity] = 1
        return True

    def moves(self, imap: imaplib.IMAP4_SSL) -> bool:
        """From anywhere to anywhere; nothing happens where the program was quicker."""
        found = self._some(imap, self.random.choice(self.folders))
        return found is not None and self._to(imap, "MOVE", found, self.random.choice(self.folders))

    def copies(self, imap: imaplib.IMAP4_SSL) -> bool:
        """The first half of a move, or a keepsake."""
        found = self._some(imap, self.random.choice(self.folders))
        copied = found is not None and self._to(imap, "COPY", found, self.random.choice(self.folders))
        if found is not None and copied:
            self.expected[found[1]] += 1
        return copied

    def flags(self, imap: imaplib.IMAP4_SSL) -> bool:
        """Reads it, stars it, or takes that back."""
        flag = self.random.choice([r"(\Seen)", r"(\Flagged)", r"(\Answered)", "($Etiqueta)"])
        return self._store(imap, self.random.choice("+-"), flag)

    def marks(self, imap: imaplib.IMAP4_SSL) -> bool:
        """Deleted, and not yet for good."""
        return self._store(imap, "+", r"(\Deleted)")

    def unmarks(self, imap: imaplib.IMAP4_SSL) -> bool:
        """She changes her mind."""
        return self._store(imap, "-", r"(\Deleted)")

    def throws_away(self, imap: imaplib.IMAP4_SSL) -> bool:
        """Empties the bin, where nobody but her puts anything."""
        imap.select(self.house.account.name(TRASH))
        _, answer = imap.uid("SEARCH", "ALL")
        for uid in answer[0].split():
            identity = self._identity(imap, uid.decode())
            imap.uid("STORE", uid.decode(), "+FLAGS", r"(\Deleted)")
            imap.uid("EXPUNGE", uid.decode())
            self.expected[identity] -= 1
            self._note(identity, f"thrown away {uid.decode()}")
        return bool(answer[0])

    def makes_a_folder(self, imap: imaplib.IMAP4_SSL) -> bool:
        """One of her own, with a name that must be encoded."""
        folder = (f"Año & más {len(self.folders)}",)
        if len(self.folders) < len(OURS) + 6 and imap.create(self.house.account.name(folder))[0] == "OK":
            self.folders.append(folder)
            return True
        return False

    def _some(self, imap: imaplib.IMAP4_SSL, folder: Path_) -> tuple[str, str] | None:
        if imap.select(self.house.account.name(folder))[0] != "OK":
            return None
        _, answer = imap.uid("SEARCH", "ALL")
        if not answer[0]:
            return None
        uid = self.random.choice(answer[0].split()).decode()
        identity = self._identity(imap, uid)
        # Her digests and alarms are not counted here.
        return (uid, identity) if identity in self.expected else None

    @staticmethod
    def _identity(imap: imaplib.IMAP4_SSL, uid: str) -> str:
        _, parts = imap.uid("FETCH", uid, "(BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])")
        return str(parsed(parts[0][1])["Message-ID"]) if isinstance(parts[0], tuple) else ""

    def _to(self, imap: imaplib.IMAP4_SSL, how: str, found: tuple[str, str], folder: Path_) -> bool:
        imap.response("COPYUID")
        status, answer = imap.uid(how, found[0], self.house.account.name(folder))
        told = imap.response("COPYUID")[1][0]
        self._note(found[1], f"{how} {found[0]} to {folder}: {status} {answer} {told!r}")
        return status == "OK" and bool(told)

    def _note(self, identity: str, what: str) -> None:
        self.history[identity].append(f"{datetime.now(UTC):%H:%M:%S.%f} {what}")

    def _store(self, imap: imaplib.IMAP4_SSL, sign: str, flag: str) -> bool:
        found = self._some(imap, self.random.choice(self.folders))
        return found is not None and imap.uid("STORE", found[0], f"{sign}FLAGS.SILENT", flag)[0] == "OK"


@dataclass
class Soak:
    """Program, servers and client. `wrong` are sentences on what must not be."""

    house: House
    store: Store
    client: Client
    process: "subprocess.Popen[bytes]"
    memory: list[int] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def go(self, seconds: float) -> None:
        """So long, with a comparison each minute and at the end."""
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end and not self.wrong:
            until = min(end, now + REST)
            with self.house.account.imap() as imap:
                while time.monotonic() < until and self.process.poll() is None:
                    self.client.acts(imap)
                    time.sleep(self.client.random.uniform(0, 0.6))
            self.compare()

    def compare(self) -> None:
        """Wait until the program has nothing left to do, then look at everything."""
        if self.process.poll() is not None:
            self.wrong.append(f"the program ended with {self.process.returncode}")
            return
        if not self._rests():
            self.wrong.append("the program does not come to rest")
        self._letters()
        self._places()
        self.memory.append(_memory(self.process.pid))
        if self.memory[-1] > 1.25 * self.memory[0] + 20_000:
            self.wrong.append(f"memory grows: {self.memory} kB")
        print(
            f"{datetime.now(UTC):%H:%M:%S} {dict(self.client.done)}, {len(self.house.letters())} letters,",
            f"{self.memory[-1]} kB",
            flush=True,
        )

    def _rests(self) -> bool:
        """Whether two polls on end, well after the client's last act, found nothing to do and no move in its grace."""
        settled = datetime.now(UTC) + timedelta(seconds=GRACE + 2)
        polls: set[datetime] = set()
        for _ in range(2 * int(ENOUGH)):
            last = meta.instant(self.store, meta.Key.LAST_POLL)
            if self._pending():
                polls.clear()
            elif last is not None and last > settled:
                polls.add(last)
            if len(polls) > 2:
                return True
            time.sleep(0.5)
        return False

    def _pending(self) -> int:
        with self.store.reading() as session:
            waits = (
                select(func.count()).select_from(schema.Move),
                select(func.count()).select_from(schema.Filing).where(schema.Filing.state == FilingState.PENDING),
                select(func.count())
                .select_from(schema.Letter)
                .where(schema.Letter.state.in_((LetterState.QUEUED, LetterState.SENDING))),
            )
            return sum(session.scalar(one) or 0 for one in waits)

    def _letters(self) -> None:
        letters = self.house.letters()
        twice = [one for one, times in Counter(str(one["Message-ID"]) for one in letters).items() if times > 1]
        nobody = {str(one["To"]) for one in letters} - self.client.senders - {self.house.account.user}
        with self.store.reading() as session:
            states = Counter(session.scalars(select(schema.Letter.state)))
        if twice or nobody or states[LetterState.SENT] != len(letters):
            self.wrong.append(f"letters twice {twice}, to nobody {nobody}, {len(letters)} went of {states}")

    def _places(self) -> None:
        lying: dict[str, list[tuple[Path_, frozenset[str]]]] = {}
        for folder in self.house.account.folders():
            for stored in self.house.account.messages(folder):
                lying.setdefault(str(parsed(stored.raw)["Message-ID"]), []).append((folder, stored.flags))
        for identity, number in self.client.expected.items():
            places = lying.get(identity, [])
            if len(places) != number:
                self.wrong.append(f"{identity} should lie in {number} places, and lies in {places}")
                self.wrong += self.client.history[identity]
        for identity, home in self._homes().items():
            places = lying.get(identity, [])
            # Copies, what is marked deleted, and her own folders are her business.
            if len(places) != 1:
                continue
            ((folder, flags),) = places
            if folder in OURS and r"\Deleted" not in flags and OURS[folder] is not home:
                self.wrong.append(f"{identity} lies in {folder}, its case in {home}")
                self.wrong += self.client.history[identity]

    def _homes(self) -> dict[str, Folder | None]:
        """Where each message with a case shall lie, by what was done last; without those that she took elsewhere."""
        last = select(func.max(schema.Filing.id)).group_by(schema.Filing.message_id)
        with self.store.reading() as session:
            filings = {
                one.message_id: one
                for one in session.scalars(select(schema.Filing).where(schema.Filing.id.in_(last)))
            }
            handled = session.scalars(
                select(schema.Message).where(schema.Message.outcome == Outcome.HANDLED)
            ).all()
            return {
                one.message_id: filings[one.id].folder
                for one in handled
                if one.cases and one.id in filings and filings[one.id].state is FilingState.DONE
            }


def _memory(pid: int) -> int:
    """Resident memory of a process in kB."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(status.partition("VmRSS:")[2].split()[0])


@contextmanager
def soaking(folder: Path, seed: int) -> Iterator[Soak]:
    """Servers, program and client, for as long as the block lasts."""
    authority = Authority(folder)
    with running(authority, VARIANTS["full"]) as dovecot, posting(authority, folder) as post:
        house = House(folder, dovecot.account(), post)
        house.account.create(TRASH)
        house.configure(
            more=f'grace = "{GRACE}s"\nreplies_per_day = 500\nletters_per_hour = 100000\n'
            '[schedule]\npoll = "1s"\ndigest = "23:59"\n[reading]\nworkers = 1'
        )
        today = datetime.now(UTC).date()
        sheets = [
            generate(seed * 100 + number, case=case, layout=layout, today=today)[0]
            for number, (case, layout) in enumerate(SHEETS)
        ]
        log = folder / "log"
        with log.open("wb") as stderr:
            process = subprocess.Popen(
                [sys.executable, "-m", "mailproc", "run", "-c", str(house.config)],
                cwd=folder,
                env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
                stderr=stderr,
            )
        settings = load(house.config)
        while not (folder / "mailproc.sqlite3").exists() and process.poll() is None:
            time.sleep(0.2)
        store = open_store(settings.store_url, account=settings.account)
        soak = Soak(house, store, Client(house, random.Random(seed), sheets), process)
        try:
            yield soak
        finally:
            store.close()
            process.terminate()
            try:
                if process.wait(60):
                    soak.wrong.append(f"the program ended with {process.returncode}")
            finally:
                process.kill()
        told = log.read_text(encoding="utf-8")
        clean(told)
        soak.wrong += [line for line in told.splitlines() if "Traceback" in line or "message failed" in line]


def main() -> int:
    """Until the minutes are over; 1 where something is wrong."""
    words = argparse.ArgumentParser()
    words.add_argument("--minutes", type=float, default=10)
    words.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    asked = words.parse_args()
    logging.disable(logging.WARNING)  # the SMTP server's own
    print(f"seed {asked.seed}, {asked.minutes:g} minutes", flush=True)
    with TemporaryDirectory(prefix="soak-") as folder, soaking(Path(folder), asked.seed) as soak:
        soak.go(asked.minutes * 60)
    print("\n".join(soak.wrong) or "nothing lost, nothing twice")
    return 1 if soak.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
