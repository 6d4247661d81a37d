"""Signs of life on a real datagram socket, as systemd listens to it."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from mailproc.heartbeat import Heard, Heart, tell, watchdog_seconds
from mailproc.reading.model import FileReading
from mailproc.turning import Stop, turn
from tests.mail.kinds import Disk
from tests.unit.store.house import opened, settings

ROOT = Path(__file__).parents[2]
LETTER = EmailMessage()
LETTER["From"], LETTER["To"] = "l26270001@tecnologico.example", "afiliacion@tecnologico.example"
LETTER["Subject"], LETTER["Message-ID"] = "Constancia", "<1@tecnologico.example>"
LETTER.set_content("Adjunto mi constancia de vigencia.")
LETTER.add_attachment(b"%PDF-1.7 ...", maintype="application", subtype="pdf", filename="constancia.pdf")


class Listener:
    """The service manager's end."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(f"\0{address[1:]}" if address.startswith("@") else address)

    def next(self) -> str:
        """The next word, waited for."""
        self._socket.settimeout(60)
        return self._socket.recv(100).decode()

    def heard(self) -> list[str]:
        """What has come and was not read yet."""
        self._socket.setblocking(False)
        words = []
        try:
            while True:
                words.append(self._socket.recv(100).decode())
        except BlockingIOError:
            return words

    def close(self) -> None:
        self._socket.close()


@pytest.fixture(params=["path", "abstract"])
def listener(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Listener]:
    address = str(tmp_path / "notify") if request.param == "path" else f"@mailproc-test-{os.getpid()}"
    end = Listener(address)
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    yield end
    end.close()


@pytest.fixture
def beats() -> Callable[[], float]:
    """A clock of seconds that stands still until it is moved: `beats.now += 5`."""

    class Seconds:
        now = 0.0

        def __call__(self) -> float:
            return self.now

    return Seconds()


def test_a_word_reaches_the_service_manager(listener):
    tell("READY=1")
    assert listener.heard() == ["READY=1"]


@pytest.mark.parametrize("address", ["", "/nowhere/at/all", "@nobody-listens-here"])
def test_without_a_service_manager_nothing_happens(monkeypatch, address):
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    tell("READY=1")


@pytest.mark.parametrize(
    ("usec", "pid", "seconds"),
    [
        ("120000000", "ours", 120),
        ("120000000", None, 120),
        ("120000000", "1", None),
        ("0", None, None),
        ("", None, None),
        ("no", None, None),
    ],
)
def test_how_long_the_watchdog_waits(monkeypatch, usec, pid, seconds):
    monkeypatch.setenv("WATCHDOG_USEC", usec)
    monkeypatch.delenv("WATCHDOG_PID", raising=False)
    if pid:
        # The workers of one run must name this test alike, so its name holds no number of a process.
        monkeypatch.setenv("WATCHDOG_PID", str(os.getpid()) if pid == "ours" else pid)
    assert watchdog_seconds() == seconds


def test_it_beats_while_the_work_advances_and_no_longer(listener, beats):
    heart = Heart(step=900, clock=beats)
    for _ in range(5):  # much longer than a step in all
        beats.now += 899
        heart.beat()
        heart.advance()
    assert listener.heard() == ["WATCHDOG=1"] * 5
    beats.now += 900
    heart.beat()
    assert listener.heard() == []
    heart.advance()
    heart.beat()
    assert listener.heard() == ["WATCHDOG=1"]


def test_the_rest_between_two_polls_is_no_standstill_and_a_step_does_not_shorten_it(listener, beats):
    heart = Heart(step=900, clock=beats)
    heart.advance(rest=3600)
    heart.advance()
    beats.now += 3600 + 899
    heart.beat()
    beats.now += 1
    heart.beat()
    assert listener.heard() == ["WATCHDOG=1"]


@pytest.mark.parametrize("listener", ["path"], indirect=True)
def test_a_turn_that_hangs_amid_its_work_stops_the_beats(listener, beats, tmp_path):
    """A document that is never read; the turn waits for it, until it is, and then ends by itself."""
    Disk(tmp_path / "buzon").put(LETTER.as_bytes())
    store = opened(tmp_path)
    config = settings(
        tmp_path / "config.toml",
        mailbox={"url": f"maildir:{tmp_path / 'buzon'}"},
        smtp={"url": f"maildir:{tmp_path / 'cartas'}"},
    )
    asked = threading.Event()
    reading: Future[FileReading] = Future()

    class Stuck:
        def submit(self, content, *, name, hints):
            asked.set()
            return reading

        def cut(self, content, read):
            raise NotImplementedError

    heart = Heart(step=900, clock=beats)
    store.hear(heart.advance)
    work = threading.Thread(
        target=turn,
        args=(config, store, Heard(Stuck(), heart)),
        kwargs={"stop": Stop(threading.Event()), "now": lambda: datetime.now(UTC), "connected": heart.ready},
    )
    work.start()
    assert asked.wait(60)
    assert listener.next() == "READY=1"
    beats.now += 5000
    heart.beat()
    assert listener.heard() == []
    reading.set_exception(RuntimeError("the test's end"))
    heart.beat()
    assert listener.heard() == ["WATCHDOG=1"]
    beats.now += 5000
    work.join()
    heart.beat()
    assert listener.heard() == ["WATCHDOG=1"], "each commit is a step"
    store.close()


@pytest.mark.parametrize("listener", ["path"], indirect=True)
def test_the_daemon_says_when_it_is_ready_that_it_lives_and_that_it_ends(listener, tmp_path):
    Disk(tmp_path / "buzon")
    (tmp_path / "config.toml").write_text(
        '[institution]\nname = "Instituto"\nregistrations = ["A3399990326"]\n'
        '[officer]\nname = "Marina"\naddress = "afiliacion@tecnologico.example"\n'
        '[mailbox]\nurl = "maildir:buzon"\n[smtp]\nurl = "maildir:cartas"\n',
        encoding="utf-8",
    )
    process = subprocess.Popen(
        [sys.executable, "-m", "mailproc", "run", "-c", "config.toml"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "WATCHDOG_USEC": "400000"},
        stderr=subprocess.DEVNULL,
    )
    try:
        heard = [listener.next()]
        while heard.count("WATCHDOG=1") < 3 or "READY=1" not in heard:
            heard.append(listener.next())
        process.send_signal(signal.SIGTERM)
        while heard[-1] != "STOPPING=1":
            heard.append(listener.next())
        assert process.wait(60) == 0
    finally:
        process.kill()
        process.wait()
    assert set(heard) == {"WATCHDOG=1", "READY=1", "STOPPING=1"}
    assert heard.count("READY=1") == heard.count("STOPPING=1") == 1
    assert set(listener.heard()) <= {"WATCHDOG=1"}
