"""The words after `mailproc export`: a file that ends in .xlsx, or one of the group's own commands (`idse FILE`)."""

from typing import Any

from typer.core import TyperGroup

from mailproc.errors import UsageError

TABLES = "FILE.xlsx"
"""The command that writes the work lists; the file's own name chooses it."""


class ExportGroup(TyperGroup):
    """`mailproc export cases.xlsx` and `mailproc export idse FILE` in one group."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command of the first word. Raises UsageError where it is neither a .xlsx file nor a command."""
        word = args[0]
        if word.lower().endswith(".xlsx"):
            return "", self.get_command(ctx, TABLES), args  # "": the file is no word of the command's path
        if self.get_command(ctx, word) is None:
            raise UsageError(
                f"export {word}: name a file that ends in .xlsx for the work lists (mailproc export cases.xlsx), "
                "or write `mailproc export idse FILE` for the movements."
            )
        return super().resolve_command(ctx, args)
