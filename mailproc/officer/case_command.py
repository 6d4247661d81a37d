"""`mailproc case ID …`: a case looked at or corrected by whoever sits beside the officer.

Nothing is sent or moved here: the running program does that from the rows, or the next `mailproc once`.
"""

import difflib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from rich.console import Console
from rich.markup import escape

from mailproc.config import Settings
from mailproc.errors import UsageError
from mailproc.following_up import composer
from mailproc.officer.case_page import case_page, case_page_object
from mailproc.officer.correction_words import change_of, plain
from mailproc.officer.sections import KINDS, letter_name
from mailproc.reading.names import fits
from mailproc.reply import spanish
from mailproc.reply.model import LetterState
from mailproc.seen.case import FIELD_NAMES, STATES
from mailproc.store import requirements
from mailproc.store.cases import case as case_of
from mailproc.store.corrections import Became, Corrections
from mailproc.store.explained import explained
from mailproc.store.folios import meant
from mailproc.store.merging import merge
from mailproc.store.opening import Store
from mailproc.terminal import print_json, show

LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class CaseCommand:
    """One command. `who` stands in the history; `same_student` is --yes-same-student. Raises UsageError, StoreError,
    StoreBusy, ConfigurationError."""

    store: Store
    settings: Settings
    now: datetime
    who: str
    same_student: bool = False
    as_json: bool = False

    def run(self, text: str, words: Sequence[str]) -> None:
        """Do what the words after the folio say, and tell what became of the case; without words, show it."""
        with self.store.reading() as session:
            folio = meant(session, self.store, text).folio
        if not words:
            self._show(folio, ())
            return
        word, rest = words[0].lower(), words[1:]
        actions = self._actions()
        if word not in actions:
            near = difflib.get_close_matches(word, actions, n=1)
            mean = f" did you mean {near[0]}?" if near else ""
            raise UsageError(f"case {folio} {words[0]}: no such action;{mean} There are {', '.join(actions)}.")
        told = tuple(actions[word](folio, rest))
        if self.as_json:
            self._show(folio, told)
            return
        console = Console(highlight=False)
        for sentence in told:
            console.print(escape(sentence))

    def _actions(self) -> dict[str, Callable[[str, Sequence[str]], Iterator[str]]]:
        return {
            "set": self._set,
            "close": self._close,
            "done": self._done,
            "reopen": self._reopen,
            "note": self._note,
            "merge": self._merge,
            "tick": self._tick,
            "untick": self._untick,
        }

    def _set(self, folio: str, words: Sequence[str]) -> Iterator[str]:
        change = change_of(words, self.settings)
        became = self._desk().set(folio, change, same_student=self.same_student)
        if change.fields:
            names = spanish.listed([FIELD_NAMES[name] for name in change.fields])
            yield f"{became.folio}: se corrigió {names}; vale como confirmado."
        if change.kind is not None:
            yield _stands(became)
        yield from _also(became)
        yield from _letter(became, asked=change.kind is not None)
        yield from self._doubt(folio, change.student)

    def _close(self, folio: str, words: Sequence[str]) -> Iterator[str]:
        _no_more(folio, "close", words)
        yield _stands(self._desk().close(folio))
        yield "No sale carta."

    def _done(self, folio: str, words: Sequence[str]) -> Iterator[str]:
        _no_more(folio, "done", words)
        became = self._desk().done(folio)
        yield _stands(became)
        yield from _letter(became, asked=True)

    def _reopen(self, folio: str, words: Sequence[str]) -> Iterator[str]:
        _no_more(folio, "reopen", words)
        yield _stands(self._desk().reopen(folio))
        yield "No sale carta."

    def _note(self, folio: str, words: Sequence[str]) -> Iterator[str]:
        text = plain(" ".join(words))
        if not text:
            raise UsageError(f"case {folio} note: write the note behind it.")
        if len(text) > LONGEST_NOTE:
            raise UsageError(f"case {folio} note: longer than {LONGEST_NOTE} characters; shorten it.")
        self._desk().note(folio, text)
        yield f"{folio}: se anotó."

    def _merge(self, folio: str, words: Sequence[str]) -> Iterator[str]:
        if len(words) != 1:
            raise UsageError(f"case {folio} merge: name the one other case, whose messages come to {folio}.")
        with self.store.reading() as session:
            other = meant(session, self.store, words[0]).folio
        became = merge(self._desk(), folio, other, same_student=self.same_student)
        yield f"{became.folio}: tiene ahora los mensajes, hojas y cartas de {other}, que queda cerrado."
        yield _stands(became)
        yield from _also(became)
        yield "No sale carta."

    def _tick(self, folio: str, words: Sequence[str]) -> Iterator[str]:
        yield from self._requirements(folio, words, met=True)

    def _untick(self, folio: str, words: Sequence[str]) -> Iterator[str]:
        yield from self._requirements(folio, words, met=False)

    def _requirements(self, folio: str, words: Sequence[str], *, met: bool) -> Iterator[str]:
        required = self.settings.policy.alta_requirements
        # All are looked for before one is written.
        named = [requirements.named(word, required) for word in words]
        if not named:
            raise UsageError(f"case {folio}: name a requirement of [policy] alta_requirements, or its number.")
        for one in named:
            requirements.tick(self.store, folio, one, required, now=self.now, who=self.who, met=met)
            yield f"{folio}: {'cumple' if met else 'no cumple'} «{one}»."

    def _desk(self) -> Corrections:
        return Corrections(self.store, self.settings, composer(self.store, self.settings), self.now, self.who)

    def _doubt(self, folio: str, changed: object) -> Iterator[str]:
        """A CURP is made of its person's name: where the two do not go together, one may be mistyped."""
        case = case_of(self.store, folio)
        if not changed or case is None or not (case.student.name and case.student.curp):
            return
        if not fits(case.student.name, case.student.curp):
            yield "Ojo: la CURP no parece ser de ese nombre. Conviene ver la hoja otra vez."

    def _show(self, folio: str, told: tuple[str, ...]) -> None:
        found = explained(self.store, folio)
        if found is None:
            raise UsageError(f"{folio}: there is no case of that folio; `mailproc cases` lists them.")
        met = requirements.ticked(self.store, folio)
        if self.as_json:
            print_json({**case_page_object(found, met=met), **({"told": list(told)} if told else {})})
        else:
            required = self.settings.policy.alta_requirements
            show(case_page(found, self.settings.zone, required=required, met=met))


def _no_more(folio: str, action: str, words: Sequence[str]) -> None:
    if words:
        raise UsageError(f"case {folio} {action} {words[0]}: nothing comes behind {action}.")


def _stands(became: Became) -> str:
    return f"{became.folio}: es ahora «{KINDS[became.kind]}», {STATES[became.state]}."


def _also(became: Became) -> Iterator[str]:
    if became.also:
        yield f"Son del mismo estudiante y cambian también: {spanish.listed(became.also)}."


def _letter(became: Became, *, asked: bool) -> Iterator[str]:
    """Whether a letter goes, and why not. `asked`: one might be expected."""
    letter = became.letter
    if letter is None:
        if became.silent or asked:
            yield became.silent or "No sale carta: para esto no hay."
        return
    name = f"la carta {letter.id}, «{letter_name(letter.template)}»"
    match letter.state:
        case LetterState.HELD:
            yield f"Queda detenida {name}. {letter.reason} Para que salga: mailproc outbox release {letter.id}"
        case LetterState.DRAFT:
            yield f"Se pondrá en Borradores {name}."
        case LetterState.OBSERVED:
            yield f"En modo observe no sale nada: {name} solo se anotó."
        case _:
            yield f"Saldrá {name}."
