"""Opening the store: safe files, the newest tables, clear refusals."""

import os
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable

from mailproc.errors import ConfigurationError, StoreBusy, StoreError
from mailproc.store import meta, opening, schema
from mailproc.store.migrations.run import config
from mailproc.store.opening import open_store
from mailproc.store.schema import HEAD, Base
from tests.unit.store.house import NOW


def opened(folder: Path) -> opening.Store:
    return open_store(f"sqlite:///{folder / 'mailproc.sqlite3'}")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_migrations_make_exactly_the_tables_of_the_schema(tmp_path):
    store = opened(tmp_path)
    with store.reading() as session:
        context = MigrationContext.configure(session.connection())
        assert compare_metadata(context, Base.metadata) == []


def test_the_version_stamp_is_the_newest_migration(tmp_path):
    with create_engine(f"sqlite:///{tmp_path / 'x.sqlite3'}").connect() as connection:
        assert ScriptDirectory.from_config(config(connection)).get_current_head() == HEAD


def test_every_table_can_be_made_in_postgresql():
    dialect = postgresql.dialect()
    for table in Base.metadata.sorted_tables:
        assert "CREATE TABLE" in str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert "CREATE INDEX" in str(CreateIndex(index).compile(dialect=dialect))


def test_every_row_that_comes_from_mail_has_an_account():
    without = {name for name, table in Base.metadata.tables.items() if "account_id" not in table.columns}
    assert without == {"accounts", "case_messages"}


def test_only_the_owner_may_read_the_store_and_its_journals(tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'deep' / 'down' / 's.sqlite3'}")
    meta.put(store, meta.Key.PAUSED, "1")
    folder = tmp_path / "deep" / "down"
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["s.sqlite3", "s.sqlite3-shm", "s.sqlite3-wal"]
    assert {mode(path) for path in folder.iterdir()} == {0o600}
    assert mode(folder) == 0o700


def test_a_store_that_others_may_read_is_closed_to_them(tmp_path):
    opened(tmp_path).close()
    path = tmp_path / "mailproc.sqlite3"
    path.chmod(0o644)
    opened(tmp_path).close()
    assert mode(path) == 0o600


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("secure_delete", 1), ("synchronous", 2)],
)
def test_every_connection_is_set_up(tmp_path, pragma, value):
    store = opened(tmp_path)
    with store.reading() as one, store.reading() as two:
        assert one.scalar(text(f"PRAGMA {pragma}")) == two.scalar(text(f"PRAGMA {pragma}")) == value


def test_a_second_opening_needs_no_alembic(tmp_path):
    opened(tmp_path).close()
    code = (
        "import sys; from mailproc.store.opening import open_store; "
        f"open_store('sqlite:///{tmp_path / 'mailproc.sqlite3'}'); sys.exit('alembic' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_store_of_a_newer_version_is_refused(tmp_path):
    store = opened(tmp_path)
    with store.writing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match=r"newer mailproc.*9999.*install that version"):
        opened(tmp_path)


def test_a_database_of_another_program_is_left_alone(tmp_path):
    path = tmp_path / "mailproc.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="other tables"):
        opened(tmp_path)
    with sqlite3.connect(path) as other:
        tables = other.execute("SELECT name FROM sqlite_master").fetchall()
    assert tables == [("recipes",)]


def test_a_file_that_is_no_database_is_told(tmp_path):
    (tmp_path / "mailproc.sqlite3").write_bytes(b"Subject: no database\n" * 100)
    with pytest.raises(StoreError, match=r"damaged or no database.*backup"):
        opened(tmp_path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match=r"file/s\.sqlite3 cannot be written.*let this user write"):
        open_store(f"sqlite:///{tmp_path / 'file' / 's.sqlite3'}")


@pytest.mark.parametrize("url", ["", "notaurl", "nosuch://x", "sqlite://", "sqlite:///:memory:"])
def test_a_url_that_is_none_names_the_key(url):
    with pytest.raises(ConfigurationError, match=r"\[store\] url"):
        open_store(url)


def test_a_driver_that_is_absent_is_named():
    with pytest.raises(ConfigurationError, match=r"\[store\] url.*MySQLdb"):
        open_store("mysql+mysqldb://host/db")


def test_instants_come_back_aware_and_in_utc(tmp_path):
    store = opened(tmp_path)
    there = NOW.astimezone(timezone(timedelta(hours=-6)))
    with store.writing() as session:
        session.add(schema.Event(account_id=store.account_id, at=there, who="x", what="y", detail=""))
    with store.reading() as session:
        at = session.scalar(select(schema.Event.at))
    assert at == NOW
    assert at.tzinfo is UTC


def test_a_naive_instant_is_refused(tmp_path):
    store = opened(tmp_path)
    naive = datetime.fromisoformat("2026-08-20T10:00:00")
    with pytest.raises(ValueError, match="naive"):
        meta.put(store, meta.Key.LAST_POLL, naive)
    with pytest.raises(Exception, match="naive"), store.writing() as session:
        session.add(schema.Event(account_id=store.account_id, at=naive, who="x", what="y", detail=""))


def test_an_unknown_slug_is_refused_in_both_directions(tmp_path):
    store = opened(tmp_path)
    kinds = schema.Message.__table__.c.kind.type
    with pytest.raises(ValueError, match="carpeta"):
        kinds.process_bind_param("carpeta", None)
    with pytest.raises(ValueError, match="carpeta"):
        kinds.process_result_value("carpeta", None)
    store.close()


def test_a_failed_transaction_leaves_nothing(tmp_path):
    store = opened(tmp_path)
    with pytest.raises(RuntimeError), store.writing() as session:
        meta.write(session, store, meta.Key.PAUSED, "1")
        raise RuntimeError
    assert not meta.paused(store)


def test_two_accounts_do_not_see_each_other(tmp_path):
    url = f"sqlite:///{tmp_path / 's.sqlite3'}"
    one, two = open_store(url, account="one"), open_store(url, account="two")
    meta.put(one, meta.Key.PAUSED, "1")
    assert meta.paused(one)
    assert not meta.paused(two)
    assert meta.secret(one) != meta.secret(two)
    assert open_store(url, account="one").account_id == one.account_id


def test_the_secret_is_made_once(tmp_path):
    store = opened(tmp_path)
    secret = meta.secret(store)
    assert len(secret) == 32
    assert meta.secret(opened(tmp_path)) == secret


def test_a_store_that_somebody_holds_too_long_is_busy_not_broken(tmp_path, monkeypatch):
    monkeypatch.setattr(opening, "BUSY_SECONDS", 0)
    store = opened(tmp_path)
    other = sqlite3.connect(tmp_path / "mailproc.sqlite3", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="in use") as caught:
        meta.put(store, meta.Key.PAUSED, "1")
    assert caught.value.temporary
    other.execute("ROLLBACK")
    meta.put(store, meta.Key.PAUSED, "1")
    assert meta.paused(store)


def test_a_store_made_read_only_is_told(tmp_path):
    if os.geteuid() == 0:
        path = tmp_path / "mailproc.sqlite3"
        path.mkdir()
    else:
        path = tmp_path / "mailproc.sqlite3"
        path.touch(mode=0o400)
    with pytest.raises(StoreError, match="cannot be written"):
        opened(tmp_path)
