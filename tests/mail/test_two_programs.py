"""Two mailprocs that write to each other stop at once by the mark, and within the cap where a gateway strips it."""

import re
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from mailproc.mailbox.delivery import create, deliver
from mailproc.store.opening import Store
from mailproc.turning import Stop, turn
from tests.unit.store.house import NOW, Clock, opened, settings

STRIPPED = re.compile(
    rb"^(X-Mailproc|X-Mailproc-Id|Auto-Submitted|X-Auto-Response-Suppress):.*\n(?:[ \t].*\n)*", re.M
)


class NoDocuments:
    """Nothing is attached in this correspondence."""

    def submit(self, content, *, name, hints):
        raise AssertionError

    def cut(self, content, reading):
        raise AssertionError


@dataclass
class Program:
    """One mailproc: its mailbox and its way out are Maildirs."""

    address: str
    folder: Path
    store: Store
    clock: Clock

    @classmethod
    def made(cls, address: str, folder: Path, clock: Clock) -> "Program":
        folder.mkdir()
        for box in ("in", "out"):
            create(folder / box)
        return cls(address, folder, opened(folder), clock)

    def works(self) -> list[bytes]:
        """One turn; gives the letters to others that left."""
        config = settings(
            officer={"address": self.address},
            mailbox={"url": f"maildir:{self.folder / 'in'}"},
            smtp={"url": f"maildir:{self.folder / 'out'}"},
        )
        turn(config, self.store, NoDocuments(), stop=Stop(threading.Event()), now=self.clock)
        left = []
        for path in sorted((self.folder / "out" / "new").iterdir()):
            left.append(path.read_bytes())
            path.unlink()
        return [raw for raw in left if f"To: {self.address}".encode() not in raw]

    def gets(self, raw: bytes, number: int) -> None:
        deliver(self.folder / "in", raw, name=f"llega-{number}")


def correspondence(tmp_path: Path, gateway, rounds: int) -> list[bytes]:
    clock = Clock(datetime.now(NOW.tzinfo))
    ours = Program.made("afiliacion@norte.example", tmp_path / "norte", clock)
    theirs = Program.made("afiliacion@sur.example", tmp_path / "sur", clock)
    ours.gets(
        b"From: afiliacion@sur.example\r\nTo: afiliacion@norte.example\r\nSubject: Alta en el IMSS\r\n"
        b"Message-ID: <primera@sur.example>\r\n\r\nHola, quiero darme de alta en el IMSS, necesito la constancia.\r\n",
        0,
    )
    letters: list[bytes] = []
    for _ in range(rounds):
        for one, other in ((ours, theirs), (theirs, ours)):
            for raw in one.works():
                letters.append(raw)
                other.gets(gateway(raw), len(letters))
            clock.forward(minutes=1)
    return letters


def test_the_mark_stops_them_at_once(tmp_path):
    assert len(correspondence(tmp_path, lambda raw: raw, 3)) == 1


@pytest.mark.parametrize("rounds", [3, pytest.param(14, marks=pytest.mark.sweep)])
def test_without_any_mark_the_cap_of_the_day_stops_them(tmp_path, rounds):
    letters = correspondence(tmp_path, lambda raw: STRIPPED.sub(b"", raw), rounds)
    assert 1 <= len(letters) <= 2 * settings().policy.replies_per_day
