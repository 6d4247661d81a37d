"""What the officer did with mail: looked for in her folders at every poll, whatever program moved it.

The poll looks into every folder of ours once (UIDs alone); only what is new there is opened. So a move is found also
when it was made while the program was down, and a mail program that copies and then deletes is seen half-way as two
copies and left alone until one is gone.
"""

import json
from datetime import datetime

from mailproc.cases.kinds import Folder
from mailproc.cases.ruling import TAKES_IN, WAITING
from mailproc.config import Settings
from mailproc.errors import MessageGone, MessageRefused
from mailproc.mailbox.base import Envelope, FolderPath, Mailbox, Place
from mailproc.mailbox.opening import watched
from mailproc.message.parse import parse
from mailproc.store import ledger, meta, moves
from mailproc.store.opening import Store


def look(store: Store, mailbox: Mailbox, settings: Settings, *, now: datetime) -> int:
    """Notice what she has moved since the last look; gives how many of her moves wait for their time of grace.
    Raises MailboxError, ServerUnreachable, StoreError."""
    inbox = watched(settings.mailbox)
    ours: dict[FolderPath, Folder | None] = {settings.folders.path(folder): folder for folder in Folder}
    folders = {inbox: None, **ours}
    if settings.policy.mode != "observe":
        _furnish(store, mailbox, tuple(ours))
    present = frozenset(place for folder in folders for place in mailbox.present(folder))
    known = moves.places(store, tuple(folders))
    # Strangers in the inbox are the poll's.
    strangers = sorted((one for one in present - known.keys() if one.folder != inbox), key=lambda one: one.uid)
    takes_in = takes_in_now(store)
    told = {
        place: _identify(store, mailbox, place, takes_in=folders[place.folder] in takes_in, now=now)
        for place in strangers
    }
    found = {place: message for place, message in told.items() if message is not None}
    moves.saw(store, found, known.keys() - present, now=now)
    lying: dict[int, set[Folder | None]] = {}
    for place, message in {**known, **found}.items():
        if place in present:
            lying.setdefault(message, set()).add(folders[place.folder])
    return moves.notice(store, lying, now=now)


def _furnish(store: Store, mailbox: Mailbox, folders: tuple[FolderPath, ...]) -> None:
    """All our folders are there from the first day: she cannot move mail to one that is missing. Done once; one that
    she deletes comes back when something is filed there."""
    names = json.dumps(folders, ensure_ascii=False)
    if meta.get(store, meta.Key.FOLDERS) == names:
        return
    for folder in folders:
        mailbox.ensure(folder)
    meta.put(store, meta.Key.FOLDERS, names)


def takes_in_now(store: Store) -> frozenset[Folder]:
    """The folders in which a message that the store does not know is the poll's. In a backup put in the store's place,
    those too in which messages lie that were handled after it was made."""
    return TAKES_IN | WAITING if meta.restored(store) else TAKES_IN


def _identify(store: Store, mailbox: Mailbox, place: Place, *, takes_in: bool, now: datetime) -> int | None:
    """Which message of the ledger lies there, None where it is gone or cannot be had. What has no case is hers: it is
    remembered, so that it is not opened again, and left alone; but in a folder that takes mail in it is the poll's."""
    try:
        header = parse(mailbox.fetch_header(place), arrived=now, truncated=True)
        alike = moves.candidates(store, header.message_id)
        if len(alike) == 1 and (alike[0].has_case or not takes_in):
            return alike[0].id
        if takes_in and header.message_id and not any(one.has_case for one in alike):
            return None
        # The same Message-ID twice, or none: only the whole message tells.
        message = header if header.message_id and not alike else parse(mailbox.fetch(place), arrived=now)
    except (MessageGone, MessageRefused):
        return None
    same = ledger.find(store, message.fingerprint)
    if same is not None and (same.folios or not takes_in):
        return same.id
    if not takes_in:
        ledger.record_old(store, Envelope(place, 0, now), message, now=now)
    return None
