"""Workers that hang, die or eat memory cost their own file a reading, and leave nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from mailproc.documents.worker import Job, Workers, WorkersClosed
from mailproc.reading.model import Document, Hints, ProblemCode
from tests.faults import jobs
from tests.unit.documents.papers import encoded, lines, pdf, picture

ROOT = Path(__file__).parents[2]


def _until(true: Callable[[], bool], *, seconds: float = 30.0) -> bool:
    """Waits for something that another process does; false if it never comes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():
            return True
        time.sleep(0.05)
    return False


def _alive(pid: int) -> bool:
    """Whether a process runs; a zombie does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize(
    ("job", "code"),
    [
        (jobs.hang, ProblemCode.TIMEOUT),
        (jobs.eat_memory, ProblemCode.MEMORY),
        (jobs.die, ProblemCode.CRASHED),
        (jobs.be_killed, ProblemCode.MEMORY),
        (jobs.stumble, ProblemCode.CRASHED),
    ],
)
def test_a_bad_document_costs_one_reading_and_the_next_is_read(job: Job, code: ProblemCode) -> None:
    with Workers(workers=1, seconds=6, memory_mb=600, job=job) as workers:
        bad = workers.read(b"malo", name="malo")
        good = workers.read(pdf(lines), name=jobs.GOOD)
        bad_again = workers.read(b"malo", name="malo")
    for reading in (bad, bad_again):
        assert [problem.code for problem in reading.problems] == [code]
        assert [sheet.document for sheet in reading.readings] == [Document.DESCONOCIDO]
        assert reading.file == "malo"
        assert len(reading.sha256) == 64
    assert good.problems == ()
    assert good.media == "pdf"


def test_a_document_that_hangs_holds_nobody_up_who_has_a_worker_of_his_own() -> None:
    with Workers(workers=2, seconds=8, memory_mb=600, job=jobs.hang) as workers:
        bad = workers.submit(b"malo", name="malo")
        good = [workers.submit(pdf(lines), name=jobs.GOOD) for _ in range(3)]
        assert [reading.result().problems for reading in good] == [(), (), ()]
        assert not bad.done()
        assert [problem.code for problem in bad.result().problems] == [ProblemCode.TIMEOUT]


def test_readings_come_in_the_order_of_the_files() -> None:
    files = [(pdf(lines), f"{at}.pdf", Hints()) for at in range(5)]
    with Workers(workers=2, memory_mb=600) as workers:
        readings = workers.read_all(files)
    assert [reading.file for reading in readings] == [name for _, name, _ in files]
    assert {reading.media for reading in readings} == {"pdf"}


def test_a_program_that_the_worker_started_is_killed_with_it(tmp_path: Path) -> None:
    told = tmp_path / "pids"
    with Workers(workers=1, seconds=4, memory_mb=600, job=jobs.hang_with_a_child) as workers:
        reading = workers.read(str(told).encode(), name="malo")
    assert [problem.code for problem in reading.problems] == [ProblemCode.TIMEOUT]
    worker, child = map(int, told.read_text(encoding="ascii").split())
    assert _until(lambda: not _alive(worker) and not _alive(child))


def test_closing_amid_a_document_says_nothing_about_the_document(tmp_path: Path) -> None:
    told = tmp_path / "pids"
    workers = Workers(workers=1, seconds=3600, memory_mb=600, job=jobs.hang_with_a_child)
    reading = workers.submit(str(told).encode(), name="malo")
    waiting = workers.submit(b"", name="espera")
    assert _until(lambda: told.exists() and len(told.read_text(encoding="ascii").split()) == 2)
    workers.close()
    for future in (reading, waiting):
        with pytest.raises(WorkersClosed):
            future.result()
    with pytest.raises(WorkersClosed):
        workers.submit(b"", name="tarde")
    pids = [int(pid) for pid in told.read_text(encoding="ascii").split()]
    assert _until(lambda: not any(map(_alive, pids)))


def test_ctrl_c_on_the_terminal_is_not_the_workers_business() -> None:
    """Whoever has them: `read`, `once`, `replay`."""
    with Workers(workers=2, job=jobs.tell_what_is_blocked) as workers:
        for _ in range(2):
            assert workers.read(pdf(lines), name="x.pdf").problems == ()
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, set())


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_however_the_parent_ends_no_process_is_left(number: signal.Signals, tmp_path: Path) -> None:
    told = tmp_path / "pids"
    parent = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.parent", str(told)],
        cwd=ROOT,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        assert _until(lambda: told.exists() and len(told.read_text(encoding="ascii").split()) == 2)
        os.kill(parent.pid, number)
        assert parent.wait(timeout=60) != 0
        pids = [int(pid) for pid in told.read_text(encoding="ascii").split()]
        assert _until(lambda: not any(map(_alive, pids)))
    finally:
        parent.kill()
        parent.wait()


def test_neither_a_worker_nor_what_it_starts_reaches_the_network() -> None:
    with socket.create_server(("127.0.0.1", 0)) as here, Workers(workers=1, job=jobs.call_out) as workers:
        reading = workers.read(str(here.getsockname()[1]).encode(), name="malo")
    assert [problem.code for problem in reading.problems] == [ProblemCode.EMPTY]


def test_what_a_killed_worker_left_on_disk_is_removed(tmp_path: Path) -> None:
    told = tmp_path / "where"
    workers = Workers(workers=1, memory_mb=600, job=jobs.leave_a_file)
    workers.submit(str(told).encode(), name="malo")
    assert _until(lambda: told.exists() and bool(told.read_text(encoding="utf-8")))
    workers.close()
    left = Path(told.read_text(encoding="utf-8"))
    assert left.parent.name.startswith("mailproc-")
    assert not left.exists()
    assert not left.parent.exists()


def test_what_broke_the_reader_is_logged_without_the_students_data(capfd: pytest.CaptureFixture[str]) -> None:
    with Workers(workers=1, memory_mb=600, job=jobs.stumble) as workers:
        workers.read(b"malo", name="constancia de MARIA.pdf")
    out, err = capfd.readouterr()
    assert "KeyError" in out + err
    assert "jobs.py:" in out + err
    assert "MARIA" not in out + err
    assert "07222400017" not in out + err


def test_a_photo_is_read_by_both_engines_in_a_gigabyte() -> None:
    content = encoded(picture(width=2550, height=3300, size=80), "JPEG")
    with Workers(workers=1, memory_mb=1000) as workers:
        reading = workers.read(content, name="foto.jpg")
    assert reading.problems == ()
    assert reading.media == "jpeg"


def test_workers_can_be_used_from_many_threads() -> None:
    names: list[str] = []
    with Workers(workers=2, memory_mb=600) as workers:

        def ask(at: int) -> None:
            names.append(workers.read(b"", name=str(at)).file)

        threads = [threading.Thread(target=ask, args=(at,)) for at in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sorted(names) == [str(at) for at in range(8)]
