"""The command `mailproc` itself: its name, its help, how errors end it."""

import sys
from typing import Annotated

import typer

from mailproc.errors import ExitCode, MailprocError

app = typer.Typer(
    name="mailproc",
    help="Works the mailbox of a university's IMSS affiliation officer.",
    no_args_is_help=True,
    add_completion=False,
    # Help in plain text: to draw it in boxes takes longer than all the rest of the program's start.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


def main() -> None:
    """Entry point: errors become one sentence on standard error and an exit code."""
    try:
        app()
    except MailprocError as error:
        print(f"mailproc: {error}", file=sys.stderr)  # noqa: T201 - this is the terminal
        sys.exit(int(error.exit_code))
    except KeyboardInterrupt:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(int(ExitCode.FAILURE))


@app.callback(invoke_without_command=True)
def _root(
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        from mailproc import __version__

        typer.echo(f"mailproc {__version__}")
        raise typer.Exit
