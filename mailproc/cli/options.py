"""What the commands share: options, and how they come by settings and store. Imports nothing heavy."""

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mailproc.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import closing
    from datetime import date

    from mailproc.config import Settings
    from mailproc.officer.outbox_command import OutboxCommand
    from mailproc.officer.privacy_commands import PrivacyCommand
    from mailproc.store.opening import Store

ConfigOption = Annotated[
    Path | None,
    typer.Option("-c", "--config", metavar="FILE", help="Default: ./config.toml, then /etc/mailproc/config.toml."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="For programs: JSON on standard output.")]
ByOption = Annotated[str, typer.Option("--by", metavar="NAME", help="Who says so, for the history.")]
StudentArgument = Annotated[
    str,
    typer.Argument(metavar="STUDENT", help="Folio, CURP, NSS, control number, address or name of one student."),
]
LetterArgument = Annotated[
    int, typer.Argument(metavar="ID", help="The letter's number in `mailproc outbox list`.")
]


def date_option(text: str | None) -> "date | None":
    """What --date says, None where it was not given. Raises UsageError."""
    from datetime import date

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise UsageError(f"--date {text}: write the day as YYYY-MM-DD, such as 2026-09-15.") from None


def settings_of(path: Path | None) -> "Settings":
    """The configuration that -c names, or the first of the usual places. Raises ConfigurationError."""
    from mailproc.config import find, load

    return load(find(path))


def store_of(settings: "Settings") -> "closing[Store]":
    """The open store, closed at the end of the `with`. Raises StoreError, ConfigurationError."""
    from contextlib import closing

    from mailproc.store.opening import open_store

    return closing(open_store(settings.store_url, account=settings.account))


@contextmanager
def outbox_of(config: Path | None, who: str = "encargada") -> "Iterator[OutboxCommand]":
    """What `outbox`, `pause` and `resume` do, on this configuration's store."""
    from mailproc.daemon import utc_now
    from mailproc.officer.correction_words import who_of
    from mailproc.officer.outbox_command import OutboxCommand

    settings = settings_of(config)
    with store_of(settings) as store:
        yield OutboxCommand(store, settings, utc_now(), who_of(who))


@contextmanager
def privacy_of(config: Path | None, who: str = "encargada") -> "Iterator[PrivacyCommand]":
    """What `forget`, `export-student` and `purge` do, on this configuration's store."""
    from mailproc.daemon import utc_now
    from mailproc.officer.correction_words import who_of
    from mailproc.officer.privacy_commands import PrivacyCommand

    settings = settings_of(config)
    with store_of(settings) as store:
        yield PrivacyCommand(store, settings, utc_now(), who_of(who))
