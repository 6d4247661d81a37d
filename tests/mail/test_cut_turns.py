"""A whole turn over a connection that is cut after so many bytes, then turns over a whole one: always the same end."""

from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest

from mailproc.cases.kinds import Folder
from mailproc.errors import MailprocError
from tests.faults.scripted import cutting
from tests.mail.bureau import SENT, Bureau
from tests.mail.house import parsed
from tests.mail.servers import DovecotOf

GRACE = timedelta(minutes=5)


def cut(bureau: Bureau, after: int) -> bool:
    """A turn whose connections are cut after so many bytes of the server's; whether it was whole all the same."""
    whole = bureau.settings
    port = bureau.account.dovecot.port
    with cutting(port, after) as proxy:
        mailbox = whole.mailbox.model_copy(update={"url": whole.mailbox.url.replace(f":{port}", f":{proxy}")})
        bureau.settings = whole.model_copy(update={"mailbox": mailbox})
        try:
            bureau.turn()
        except MailprocError:
            return False
        finally:
            bureau.settings = whole
    return True


def ends(bureau: Bureau, after: int) -> tuple[object, bool]:
    """A student writes, and the officer's move of another's message counts, in a turn that is cut; what became of it
    after two that were not, and whether the first one was whole."""
    ana, bea = bureau.cast.student(), bureau.cast.student()
    moved = bureau.writes(bea, "no")
    bureau.turn()
    bureau.drags(moved, Folder.HECHO)
    bureau.turn()
    mail = bureau.writes(ana, "no")
    bureau.now += 2 * GRACE
    whole = cut(bureau, after)
    bureau.turns(2)
    letters = [bureau.letters_to(one) for one in (ana, bea)]
    places = [bureau.lies(one) for one in (mail, moved)]
    copies = Counter(parsed(stored.raw)["Message-ID"] for stored in bureau.account.messages(SENT))
    assert copies == Counter(letter["Message-ID"] for letter in bureau.letters)
    return (letters, places, sorted(copies.values())), whole


GOLDEN = ([["alta"], ["alta", "alta_hecha"]], [[Folder.ALTAS], [Folder.HECHO]], [1, 1, 1])


@pytest.mark.parametrize("step", [pytest.param(97, marks=pytest.mark.sweep), 6_500])
@pytest.mark.parametrize("variant", ["full", pytest.param("bare", marks=pytest.mark.sweep)])
def test_a_turn_cut_anywhere_ends_as_one_that_was_not(
    dovecot_of: DovecotOf, tmp_path: Path, step: int, variant: str
) -> None:
    outcomes = []
    while not outcomes or not outcomes[-1]:
        after = step * len(outcomes)
        folder = tmp_path / str(after)
        folder.mkdir()
        bureau = Bureau(folder, dovecot_of(variant).account())
        found, whole = ends(bureau, after)
        bureau.store.close()
        assert found == GOLDEN, after
        outcomes.append(whole)
    assert len(outcomes) > 10_000 / step
