"""Two processes on one store, a full disk, a damaged file."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from mailproc.errors import StoreBusy, StoreError
from mailproc.store import cases, meta
from mailproc.store.opening import open_store
from tests.unit.store.house import ALTA, handle, message, opened, settings

ROOT = Path(__file__).resolve().parents[2]

OPEN = """
import sys
from mailproc.store import meta
from mailproc.store.opening import open_store
print(meta.secret(open_store(sys.argv[1])).hex())
"""

RECORD = """
import json, sys
from mailproc.store.opening import open_store
from tests.unit.store.house import ALTA, handle, message, settings
store = open_store(sys.argv[1])
print(json.dumps([handle(store, message(n), ALTA, settings(), compose=lambda f: None).folio
                  for n in json.loads(sys.argv[2])]))
"""


def together(code, *arguments):
    """Run the code in one process for each list of arguments, at the same time; gives what they print."""
    started = [
        subprocess.Popen([sys.executable, "-c", code, *args], stdout=subprocess.PIPE, text=True, cwd=ROOT)
        for args in arguments
    ]
    said = [process.communicate()[0].strip() for process in started]
    assert [process.returncode for process in started] == [0] * len(started)
    return said


def test_processes_that_make_the_store_at_once_agree_on_one(tmp_path):
    url = f"sqlite:///{tmp_path / 'new' / 's.sqlite3'}"
    assert len(set(together(OPEN, *([url] for _ in range(4))))) == 1
    with open_store(url).reading() as session:
        assert session.scalars(text("SELECT name FROM accounts")).all() == ["principal"]


def test_two_processes_that_record_share_out_the_folios(tmp_path):
    store = opened(tmp_path)
    url = f"sqlite:///{tmp_path / 'mailproc.sqlite3'}"
    said = together(RECORD, [url, json.dumps([*range(1, 21)])], [url, json.dumps([*range(11, 31)])])
    one, two = (
        dict(zip(numbers, json.loads(folios), strict=True))
        for numbers, folios in zip((range(1, 21), range(11, 31)), said, strict=True)
    )
    assert {number: one[number] for number in range(11, 21)} == {number: two[number] for number in range(11, 21)}
    folios = [case.folio for case in cases.cases(store)]
    assert folios == [f"AF-26-{number:05}" for number in range(1, 31)]
    assert set(one.values()) | set(two.values()) == set(folios)


def test_a_full_disk_is_temporary_and_leaves_nothing_half_done(tmp_path):
    store = opened(tmp_path)
    with store.reading() as session:
        pages = session.scalar(text("PRAGMA page_count"))
        session.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(StoreBusy, match="full: make room") as caught:
        for number in range(1, 200):
            handle(store, message(number), ALTA, settings())
    assert caught.value.temporary
    whole = len(cases.cases(store))
    with store.reading() as session:
        session.execute(text("PRAGMA max_page_count = 100000"))
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert session.scalar(text("SELECT count(*) FROM messages")) == whole
    handle(store, message(whole + 1), ALTA, settings())
    assert len(cases.cases(store)) == whole + 1


def test_a_damaged_store_is_told_with_the_mend(tmp_path):
    store = opened(tmp_path)
    for number in range(1, 60):
        handle(store, message(number), ALTA, settings())
    store.close()
    path = tmp_path / "mailproc.sqlite3"
    content = bytearray(path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"mailproc\.sqlite3 is damaged.*backup"):
        meta.secret(opened(tmp_path))


def test_a_reader_sees_the_store_while_somebody_writes(tmp_path):
    store = opened(tmp_path)
    handle(store, message(1), ALTA, settings())
    writer = sqlite3.connect(tmp_path / "mailproc.sqlite3", isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("UPDATE cases SET umf_wish = '013'")
    assert cases.cases(store)[0].umf_wish == "025"
    writer.execute("COMMIT")
    assert cases.cases(store)[0].umf_wish == "013"


def test_what_is_deleted_is_overwritten(tmp_path):
    store = opened(tmp_path)
    handle(store, message(1), ALTA, settings())
    with store.writing() as session:
        for table in ("letters", "filings", "events", "case_messages", "readings", "cases", "students"):
            session.execute(text(f"DELETE FROM {table}"))
    store.close()
    assert b"RAOL030412MCSMVCA2" not in (tmp_path / "mailproc.sqlite3").read_bytes()
