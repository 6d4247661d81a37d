"""The officer drags mail about while the program works: at the end every case is what the folder of its mail says."""

import imaplib
import threading
from contextlib import suppress
from itertools import pairwise
from random import Random

import pytest
from sqlalchemy import select

from mailproc.cases.kinds import Folder, State, folder_of
from mailproc.cases.ruling import by_folder
from mailproc.store import schema
from tests.mail.bureau import Bureau, path_of
from tests.mail.house import parsed
from tests.mail.servers import DovecotOf

TARGETS = (None, *Folder)
PAPERS = ("no", "ours", "prepa", "job", "nss", "edited", "conservacion")


class Dragging(threading.Thread):
    """Her hand: it moves one message after another to a folder taken at random, until told to rest."""

    def __init__(self, bureau: Bureau, seed: int) -> None:
        super().__init__()
        self.bureau, self.rng, self.moved = bureau, Random(seed), 0
        self.rest = threading.Event()

    def run(self) -> None:
        while not self.rest.is_set():
            source, target = (path_of(self.rng.choice(TARGETS)) for _ in range(2))
            # A folder may not be there yet, a message may be gone before she has it.
            with suppress(imaplib.IMAP4.error, AssertionError), self.bureau.opened(source) as imap:
                _, found = imap.uid("SEARCH", "ALL")
                uids = found[0].split()
                if uids and source != target:
                    imap.uid("MOVE", self.rng.choice(uids).decode(), self.bureau.account.name(target))
                    self.moved += 1


@pytest.mark.sweep
@pytest.mark.parametrize("seed", [1, 2])
def test_every_case_ends_as_the_folder_of_its_mail_says(dovecot_of: DovecotOf, tmp_path, seed):
    bureau = Bureau(tmp_path, dovecot_of("full").account())
    cast = [bureau.cast.student() for _ in range(8)]
    hand = Dragging(bureau, seed)
    hand.start()
    mails = {}
    try:
        for number, student in enumerate(cast):
            mails[bureau.writes(student, PAPERS[number % len(PAPERS)])] = student
            bureau.turn()
        bureau.turns(4)
    finally:
        hand.rest.set()
        hand.join()
    bureau.turns(6)
    assert hand.moved > 10
    for mail, student in mails.items():
        (place,) = bureau.lies(mail)
        case = bureau.case(mail) if _has_case(bureau, mail) else None
        if case is None:
            # She put it away before the program had seen it: it is hers.
            assert bureau.states_to(student) == []
            continue
        said = by_folder(place, case.kind, State.POR_HACER)
        # What lies in Revisar of itself, was taken away and brought back in time, is what it was.
        brought_back = place is Folder.REVISAR and folder_of(case.kind, case.state) is place
        assert brought_back or (case.kind, case.state) == (said.kind, said.state), place
        told = bureau.letters_to(student)
        assert all(one != next_ for one, next_ in pairwise(told)), told
    ids = [parsed(stored.raw)["Message-ID"] for stored in _everywhere(bureau)]
    assert sorted(one for one in ids if one in mails) == sorted(mails)


def _has_case(bureau, mail):
    with bureau.store.reading() as session:
        wanted = select(schema.Case.id).where(schema.Case.messages.any(schema.Message.message_id == mail))
        return session.scalar(wanted) is not None


def _everywhere(bureau):
    present = bureau.account.folders() | {("INBOX",)}
    for folder in map(path_of, TARGETS):
        if folder in present:
            yield from bureau.account.messages(folder)
