"""Bringing a database up to date with Alembic, without an ini file."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, inspect, text

from mailproc.errors import StoreError


def config(connection: Connection) -> Config:
    """Alembic's configuration for the migrations of this package, on this connection."""
    alembic = Config()
    # ConfigParser takes % for interpolation, and a path may hold one.
    alembic.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    alembic.set_main_option("path_separator", "os")
    alembic.attributes["connection"] = connection
    return alembic


def upgrade(connection: Connection) -> None:
    """Run what is missing, within the connection's transaction. Raises StoreError for a newer store."""
    alembic = config(connection)
    if inspect(connection).has_table("alembic_version"):
        version = connection.scalar(text("SELECT version_num FROM alembic_version"))
        try:
            ScriptDirectory.from_config(alembic).get_revision(version)
        except CommandError:
            raise StoreError(
                f"The store was written by a newer mailproc (version stamp {version}): install that version, "
                "or name another store in [store] url."
            ) from None
    command.upgrade(alembic, "head")
