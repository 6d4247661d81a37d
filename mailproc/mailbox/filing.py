"""Moving handled messages into the officer's folders, as the store says, until it is done.

The store says where a message shall lie; the mailbox says where it does. A message that is no longer at its place
was moved by an earlier run that was killed before it could say so, or by the officer: it is looked for in the
folder that it is meant for, then in the others. Where somebody else put it, it stays: that is the officer's word.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from mailproc.cases.kinds import Folder
from mailproc.config import Settings
from mailproc.errors import MailboxError, MessageGone
from mailproc.mailbox.base import FolderPath, Mailbox, Place
from mailproc.mailbox.opening import watched
from mailproc.store import filings, ledger
from mailproc.store.filings import Filing
from mailproc.store.opening import Store


@dataclass(slots=True)
class Filed:
    """How many messages were moved or flagged, and how many lie where somebody else put them."""

    done: int = 0
    elsewhere: int = 0


def file_pending(store: Store, mailbox: Mailbox, settings: Settings, *, now: datetime) -> Filed:
    """Carry out every pending filing; nothing in mode observe. One that the server refuses stops no other: the
    first such MailboxError is raised at the end, and a later call tries again. Also raises StoreError."""
    clerk = _Clerk(store, mailbox, settings, now)
    if settings.policy.mode == "observe":
        return clerk.tally
    trouble: MailboxError | None = None
    for filing in filings.pending(store):
        try:
            if filing.folder is None:
                clerk.flag(filing)
            else:
                clerk.move(filing, settings.folders.path(filing.folder))
        except MailboxError as error:
            trouble = trouble or error
    if trouble is not None:
        raise trouble
    return clerk.tally


@dataclass(frozen=True, slots=True)
class _Clerk:
    """One round of filing."""

    store: Store
    mailbox: Mailbox
    settings: Settings
    now: datetime
    tally: Filed = field(default_factory=Filed)

    def flag(self, filing: Filing) -> None:
        """The officer's star on a message that stays where it is."""
        for place in filing.places:
            try:
                self.mailbox.flag(place)
            except MessageGone:
                continue
            self._done(filing, place)
            return
        self._elsewhere(filing, None)

    def move(self, filing: Filing, target: FolderPath) -> None:
        """Bring the message from where it was last known to lie."""
        self.mailbox.ensure(target)
        for place in filing.places:
            try:
                if filing.flag:
                    self.mailbox.flag(place)
                new = self.mailbox.move(place, target)
            except MessageGone:
                arrived = self._arrived(filing, target)
                if arrived is None:
                    continue
                new = arrived
            self._done(filing, new, left=place)
            return
        self._look_further(filing, target)

    def _arrived(self, filing: Filing, target: FolderPath) -> Place | None:
        """Where the message lies in the folder it is meant for: there already, though the store does not know."""
        if filing.message_id:
            return next(iter(self.mailbox.find(target, filing.message_id)), None)
        # A message without a Message-ID keeps its size and its arrival when it is moved.
        known = ledger.known(self.store, target, self.mailbox.validity(target))
        alike = [
            envelope.place
            for envelope in self.mailbox.waiting(target, known=known)
            if (envelope.size, envelope.arrived) == (filing.size, filing.arrived)
        ]
        return alike[0] if len(alike) == 1 else None

    def _look_further(self, filing: Filing, target: FolderPath) -> None:
        """It is neither at its place nor where it shall be: renumbered by the server, or moved by the officer."""
        found = next(self._elsewheres(filing), None)
        if found is not None and self._renumbered(filing, found):
            try:
                new = self.mailbox.move(found, target)
            except MessageGone:
                self._elsewhere(filing, None)
            else:
                self._done(filing, new)
            return
        self._elsewhere(filing, found)

    def _elsewheres(self, filing: Filing) -> Iterator[Place]:
        if filing.message_id:
            folders = [self.settings.folders.path(folder) for folder in Folder]
            for folder in (*folders, watched(self.settings.mailbox)):
                yield from self.mailbox.find(folder, filing.message_id)

    def _renumbered(self, filing: Filing, found: Place) -> bool:
        """Whether it lies in the folder it was known in, under a new UIDVALIDITY: nobody has moved it. (The same
        validity and another uid means that it was moved away and back, or is another copy.)"""
        validities = {place.validity for place in filing.places if place.folder == found.folder}
        return bool(validities) and found.validity not in validities

    def _done(self, filing: Filing, place: Place | None, *, left: Place | None = None) -> None:
        gone = filing.places if left is None else (left,)
        filings.filed(self.store, filing, place, left=tuple(old for old in gone if old != place), now=self.now)
        self.tally.done += 1

    def _elsewhere(self, filing: Filing, place: Place | None) -> None:
        gone = tuple(old for old in filing.places if old != place)
        filings.elsewhere(self.store, filing, place, left=gone, now=self.now)
        self.tally.elsewhere += 1
