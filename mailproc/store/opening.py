"""Opening the store: a file made safe, its tables brought up to date, short transactions.

SQLite runs in WAL mode with `synchronous = FULL`: in WAL, NORMAL may lose the last commits when power fails, and
a lost "sending" mark would send a letter twice. `secure_delete` overwrites what is deleted; the file and its
-wal and -shm (which SQLite creates with the file's own mode) are 0600. A writer takes its lock at BEGIN
(BEGIN IMMEDIATE), so that two processes wait for each other instead of failing half-way.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, select, text
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    IntegrityError,
    NoResultFound,
    NoSuchModuleError,
    OperationalError,
    ProgrammingError,
)
from sqlalchemy.orm import Session, sessionmaker

from mailproc.errors import ConfigurationError, StoreBusy, StoreError, UsageError
from mailproc.store.schema import HEAD, Account

BUSY_SECONDS = 30
"""How long a writer waits for another one: far longer than any transaction of ours."""


class Store:
    """An open store, seen from one account. Sessions are short, and never span a network call."""

    def __init__(self, engine: Engine, account: str) -> None:
        self._engine = engine
        self._readers = sessionmaker(engine, expire_on_commit=False)
        self._writers = sessionmaker(engine.execution_options(immediate=True), expire_on_commit=False)
        self._name = str(engine.url.database or engine.url.render_as_string())
        self.account_id = self._account(account)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that reads one consistent state. Raises StoreError."""
        with translated(self._name), self._readers() as session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction: committed on leaving, rolled back on any error. Raises StoreError, StoreBusy."""
        with translated(self._name), self._writers.begin() as session:
            yield session

    def hear(self, committed: Callable[[], object]) -> None:
        """Call this after each of our transactions that was committed."""
        event.listen(self._engine, "commit", lambda _: committed())

    def compact(self) -> bool:
        """Leave nothing of deleted rows in the files: SQLite's is written anew and its log emptied, which needs the
        store for itself for a moment. False where another program would not let go of it, or the disk is full: nothing
        is lost, and a later call does it. Other databases see to this themselves."""
        if self._engine.dialect.name != "sqlite":
            return True
        with translated(self._name):
            connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            try:
                cursor.execute("VACUUM")
                return not cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            except sqlite3.OperationalError:
                return False
            finally:
                cursor.close()
        finally:
            connection.close()

    @property
    def path(self) -> Path | None:
        """The file of the store; None where it is none of SQLite's."""
        return Path(self._name) if self._engine.dialect.name == "sqlite" else None

    def copy_to(self, path: Path) -> None:
        """Fill an empty file with the state of this moment, whatever others write meanwhile. Raises StoreError, and
        UsageError where the store is not SQLite's."""
        if self.path is None:
            raise UsageError("The store is no SQLite file: back it up with its own tools (pg_dump).")
        with translated(self._name), self._engine.connect() as connection:
            # VACUUM takes no transaction around it (SQLAlchemy would begin one).
            connection.connection.cursor().execute("VACUUM INTO ?", (str(path),))

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()

    def _account(self, name: str) -> int:
        wanted = select(Account.id).where(Account.name == name)
        with self.reading() as session:
            found = session.scalar(wanted)
        if found is not None:
            return found
        with self.writing() as session:
            found = session.scalar(wanted)
            if found is None:
                account = Account(name=name)
                session.add(account)
                session.flush()
                found = account.id
            return found


def open_store(url: str, *, account: str = "principal") -> Store:
    """Open the store at an SQLAlchemy URL, made and brought up to date where needed.

    `account` names the mailbox inside the store. It is not the mailbox's address, so that a changed address does
    not make the whole mailbox look new. Raises StoreError where the store cannot be used, ConfigurationError for
    a URL that is none.
    """
    try:
        parsed = make_url(url)
        if parsed.get_backend_name() == "sqlite":
            _prepare_file(parsed)
        # What fails is told without the values it failed with: they are students'.
        engine = create_engine(parsed, connect_args=_connect_args(parsed), hide_parameters=True)
    except (ArgumentError, NoSuchModuleError) as error:
        raise ConfigurationError(
            f'[store] url: {error}; write "sqlite:////path/mailproc.sqlite3" or "postgresql+psycopg://…".'
        ) from None
    except ModuleNotFoundError as error:
        raise ConfigurationError(
            f"[store] url: the driver {error.name} is not installed: pip install it."
        ) from None
    if parsed.get_backend_name() == "sqlite":
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
    try:
        with translated(str(parsed.database)):
            _bring_up_to_date(engine)
        return Store(engine, account)
    except BaseException:
        engine.dispose()
        raise


def is_there(url: str) -> bool:
    """Whether there is a store to open: a file not made yet is none, a server always is one."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        return True
    return parsed.get_backend_name() != "sqlite" or Path(parsed.database or "").is_file()


def _connect_args(url: URL) -> dict[str, Any]:
    return {"timeout": BUSY_SECONDS} if url.get_backend_name() == "sqlite" else {}


def _prepare_file(url: URL) -> None:
    """Make folder and file, readable by this user alone. Raises StoreError."""
    if not url.database or url.database == ":memory:":
        raise ConfigurationError("[store] url: a store in memory forgets everything: name a file.")
    path = Path(url.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        for file in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
            if file.exists() and file.stat().st_mode & 0o077:
                file.chmod(0o600)
    except OSError as error:
        raise StoreError(
            f"The store {path} cannot be written ({error.strerror}): let this user write the file and its "
            "folder, or name another place in [store] url."
        ) from None


def _configure(connection: sqlite3.Connection, _record: object) -> None:
    """Settings of one SQLite connection. Transactions are begun by `_begin`, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "secure_delete = ON", "synchronous = FULL"):
        cursor.execute(f"PRAGMA {pragma}")
    if cursor.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _bring_up_to_date(engine: Engine) -> None:
    """Run the migrations where the version stamp is not the newest. Alembic is only then imported."""
    with engine.connect() as connection:
        if _version(connection) == HEAD:
            return
    # Alembic costs 0.3 s to import, and is needed once.
    from mailproc.store.migrations.run import upgrade

    with engine.execution_options(immediate=True).begin() as connection:
        tables = set(inspect(connection).get_table_names())
        if tables and "alembic_version" not in tables:
            raise StoreError(
                f"The database {engine.url.database} holds other tables: name another one in [store] url."
            )
        upgrade(connection)


def _version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    version: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return version


@contextmanager
def translated(name: str) -> Iterator[None]:
    """Turn the database's own errors into StoreError with the mend; our mistakes in SQL stay what they are."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        raise
    except NoResultFound as error:
        # What somebody forgets may be amid another's work.
        raise StoreBusy(
            "What was being worked on was deleted from the store meanwhile; it is tried again."
        ) from error
    except DBAPIError as error:
        raise _sentence(name, error) from error


def _sentence(name: str, error: DBAPIError) -> StoreError:
    cause = str(error.orig)
    if "locked" in cause or "busy" in cause:
        return StoreBusy(f"The store {name} is in use by another program for too long; it is tried again.")
    if "full" in cause:
        return StoreBusy(f"The disk of the store {name} is full: make room; nothing is lost, it is tried again.")
    if "not a database" in cause or "malformed" in cause:
        return StoreError(f"The store {name} is damaged or no database: put a backup in its place.")
    if "readonly" in cause or "unable to open" in cause:
        return StoreError(f"The store {name} cannot be written: let this user write the file and its folder.")
    if isinstance(error, OperationalError):
        return StoreError(f"The store {name} cannot be used ({cause.splitlines()[0] if cause else 'no answer'}).")
    return StoreError(f"The store {name} failed ({type(error.orig).__name__}).")
