"""`mailproc outbox` and `mailproc pause`: letters that wait, looked at, let go, taken back, or stopped all at once.

Nothing is sent here: the running program does, or the next `mailproc once`, through the gate.
"""

import sys
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from mailproc.config import Settings
from mailproc.errors import UsageError
from mailproc.officer.sections import letter_name
from mailproc.reply import spanish
from mailproc.reply.model import LetterState
from mailproc.seen.case import when
from mailproc.seen.wording import visible
from mailproc.store import letting_go, meta
from mailproc.store.history import note
from mailproc.store.letting_go import Waiting
from mailproc.store.opening import Store
from mailproc.store.outbox import UNTIL_RELEASED
from mailproc.terminal import print_json

STATES = {
    LetterState.QUEUED: "por salir",
    LetterState.HELD: "detenida",
    LetterState.SENDING: "saliendo",
    LetterState.UNCERTAIN: "no se sabe si salió",
    LetterState.DRAFT: "por poner en Borradores",
    LetterState.FAILED: "no salió",
}


@dataclass(frozen=True, slots=True)
class OutboxCommand:
    """One command. `who` stands in the history. Raises UsageError, StoreError."""

    store: Store
    settings: Settings
    now: datetime
    who: str

    def listed(self, *, as_json: bool) -> None:
        """Show what waits."""
        found = letting_go.waiting(self.store, now=self.now)
        if as_json:
            print_json([_object(one) for one in found])
            return
        console = Console(highlight=False)
        if meta.paused(self.store):
            console.print("[yellow]Las cartas a estudiantes están en pausa[/]: mailproc resume las deja salir.")
        if not found:
            console.print("No hay cartas pendientes.")
            return
        table = Table(title=spanish.count(len(found), "carta", "cartas"), title_justify="left")
        table.add_column("Núm.", justify="right", no_wrap=True)
        table.add_column("Estado y carta", min_width=12, overflow="fold")
        table.add_column("Caso", no_wrap=True)
        table.add_column("Para", overflow="fold")
        table.add_column("Desde", overflow="fold")
        table.add_column("Por qué", overflow="fold")
        for one in found:
            table.add_row(
                str(one.id),
                escape(f"{STATES[one.state]}\n«{letter_name(one.template)}»"),
                one.folio,
                escape(visible(one.recipient)),
                when(one.since, self.settings.zone),
                escape(visible(one.reason)),
            )
        console.print(table)

    def release(self, identifier: int, *, yes: bool) -> None:
        """Let a letter go; one that may have gone already only where the person says so once more."""
        one = letting_go.letter(self.store, identifier)
        if one.state is LetterState.UNCERTAIN and not yes:
            yes = _said_again(one)
        one = letting_go.release(self.store, identifier, again=yes, now=self.now, who=self.who)
        _say(f"La carta {one.id}, «{letter_name(one.template)}», {self._goes(one)}")

    def drop(self, identifier: int) -> None:
        """Take a letter back."""
        one = letting_go.drop(self.store, identifier, now=self.now, who=self.who)
        _say(f"La carta {one.id}, «{letter_name(one.template)}», ya no saldrá.")

    def pause(self) -> None:
        """Stop letters and drafts to students."""
        self._set_pause("1", "paused")
        _say("En pausa: no sale ninguna carta a estudiantes hasta mailproc resume. Lo demás sigue.")

    def resume(self) -> None:
        """Let them go again."""
        self._set_pause("", "resumed")
        _say("Las cartas a estudiantes vuelven a salir.")

    def _set_pause(self, value: str, what: str) -> None:
        with self.store.writing() as session:
            if meta.read(session, self.store, meta.Key.PAUSED) != value:
                meta.write(session, self.store, meta.Key.PAUSED, value)
                if not value:
                    # The hour that the letters were stopped in counts no more.
                    meta.write(session, self.store, meta.Key.RESUMED, self.now)
                note(session, self.store, what, at=self.now, who=self.who)

    def _goes(self, one: Waiting) -> str:
        if meta.paused(self.store):
            return "saldrá cuando termine la pausa (mailproc resume)."
        if self.settings.policy.mode == "observe":
            return "espera: en modo observe no sale nada."
        if one.state is LetterState.DRAFT:
            return "se pondrá en Borradores."
        return "saldrá, si nada más la detiene."


def _said_again(one: Waiting) -> bool:
    """Ask for the number once more. Raises UsageError where the answer is another."""
    _say(f"No se sabe si la carta {one.id} ya salió: {visible(one.recipient)} podría recibirla dos veces.")
    _say("Para enviarla, escribe otra vez su número:")
    if sys.stdin.readline().strip() != str(one.id):
        raise UsageError(f"letter {one.id}: the number was not typed again (nor --yes given); it stays as it was.")
    return True


def _object(one: Waiting) -> dict[str, Any]:
    """Instants are ISO 8601 in UTC; `due` is null where it is looked at at once, or only a person lets it go."""
    waits = one.due_at is not None and one.due_at != UNTIL_RELEASED
    return {
        "id": one.id,
        "state": one.state.value,
        "template": one.template,
        "folio": one.folio or None,
        "to": one.recipient,
        "since": one.since.isoformat(),
        "due": one.due_at.isoformat() if waits and one.due_at else None,
        "reason": one.reason,
    }


def _say(sentence: str) -> None:
    Console(highlight=False).print(escape(sentence))
