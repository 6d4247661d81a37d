"""A week of the officer's on a real Dovecot, ended at every durable step and taken up again: always the same end.

Students write, she moves mail, answers one herself, gets her digest, exports the day's batch with it; the program is
ended as a kill ends it (nothing runs any more, the next start finds store and mailbox as they were) before each commit,
each message moved, flagged or appended, each folder made and each letter handed over; after it is before the next one,
since nothing that lasts lies between. Real SIGKILLs of whole processes are in test_kill.py and test_store_kills.py.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import Engine, event

from mailproc.cases.kinds import Folder, Kind, State
from mailproc.mailbox.imap import ImapMailbox
from mailproc.mailbox.smtp import MaildirTransport
from mailproc.officer.daily import queue_digest
from mailproc.store import cases
from mailproc.store.opening import open_store
from mailproc.store.retention import purge
from tests.mail.bureau import Bureau
from tests.mail.house import parsed
from tests.mail.servers import DovecotOf
from tests.unit.store.house import Killed, Steps

STEPS = (
    (ImapMailbox, ("move", "flag", "append", "ensure")),
    (MaildirTransport, ("send",)),
)


@contextmanager
def hooked(steps: Steps) -> Iterator[None]:
    """Every step of this process is counted, and may be its last."""

    def stepping(work: Callable[..., object]) -> Callable[..., object]:
        def stepped(*args: object, **named: object) -> object:
            steps()
            return work(*args, **named)

        return stepped

    def step(*_: object) -> None:
        steps()

    with pytest.MonkeyPatch.context() as patch:
        for owner, names in STEPS:
            for name in names:
                patch.setattr(owner, name, stepping(getattr(owner, name)))
        event.listen(Engine, "commit", step)
        try:
            yield
        finally:
            event.remove(Engine, "commit", step)


def week(bureau: Bureau) -> Iterator[Callable[[], object]]:
    """What happens, one thing after the other; what the program does is repeated where it was ended amid it."""
    ana, beto, carla, dora, emma = (bureau.cast.student() for _ in range(5))
    alta = bureau.writes(ana, "no", text="Le envío mi constancia. Quiero la clínica 25.")
    previa = bureau.writes(beto, "prepa")
    doubted = bureau.writes(carla, "edited")
    bureau.writes(
        dora, text="Tuve un accidente, estoy en el hospital y en el IMSS no me atienden.", subject="ayuda"
    )
    yield bureau.turn
    bureau.drags(alta, Folder.HECHO)
    bureau.drags(doubted, Folder.HOJAS)
    bureau.answers(previa, beto.address)
    bureau.writes(beto, "no", thread=previa)
    yield from [bureau.turn, lambda: bureau.turn(minutes=6)]
    yield lambda: queue_digest(bureau.store, bureau.settings, now=bureau.now)
    bureau.writes(emma, "ours")
    yield from [bureau.turn, lambda: bureau.turn(minutes=6), bureau.turn]
    bureau.now += timedelta(days=20)
    yield from [bureau.turn, lambda: purge(bureau.store, bureau.settings, now=bureau.now), bureau.turn]


def lived(bureau: Bureau, steps: Steps) -> None:
    """The week, with the program ended at most once and started again."""
    for act in week(bureau):
        with hooked(steps):
            try:
                act()
            except Killed:
                bureau.store.close()
                bureau.store = open_store(bureau.settings.store_url, account=bureau.settings.account)
                act()


def state(bureau: Bureau) -> dict[str, object]:
    """All that a person could notice. Accounts differ in the officer's address alone."""
    return {
        "cases": Counter(
            (
                case.folio,
                case.kind,
                case.state,
                len(case.messages),
                *((one.template, one.state) for one in case.letters),
            )
            for case in cases.cases(bureau.store)
        ),
        "letters": Counter(
            (str(mail["To"]).replace(bureau.account.user, "the officer"), str(mail["Subject"]))
            for mail in bureau.letters
        ),
        "places": Counter(
            (folder, stored.flags, str(parsed(stored.raw)["Subject"]))
            for folder in bureau.account.folders()
            for stored in bureau.account.messages(folder)
        ),
    }


@pytest.fixture(scope="module")
def ended(dovecot_of: DovecotOf, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Steps], Bureau]:
    """The bureau at the end of a week that was disturbed so."""

    def lived_through(steps: Steps) -> Bureau:
        bureau = Bureau(tmp_path_factory.mktemp("bureau"), dovecot_of("full").account(), more="alta_days = 5")
        lived(bureau, steps)
        return bureau

    return lived_through


@pytest.fixture(scope="module")
def golden(ended: Callable[[Steps], Bureau]) -> tuple[dict[str, object], int]:
    """The end of an undisturbed week, and its number of steps."""
    steps = Steps()
    return state(ended(steps)), steps.taken


PARTS = 40
"""The steps are dealt out to so many tests: the n-th takes step n, n + 40, …"""


def test_the_week_is_one_worth_ending(golden: tuple[dict[str, Counter[tuple[object, ...]]], int]) -> None:
    found, steps = golden
    assert steps > 100
    kinds = Counter((what[1], what[2]) for what in found["cases"])
    assert kinds[(Kind.ALTA, State.HECHO)] == kinds[(Kind.ALTA, State.POR_HACER)] == 1
    assert (kinds[(Kind.HOJA, State.POR_HACER)], kinds[(Kind.URGENTE, State.POR_HACER)]) == (2, 1)
    assert set(found["letters"].values()) == {1}
    assert len(found["letters"]) == 9


def same_end(ended: Callable[[Steps], Bureau], deadly: int, expected: dict[str, object]) -> None:
    bureau = ended(Steps(deadly))
    assert state(bureau) == expected, f"ended at step {deadly}"
    bureau.turns(2)
    assert state(bureau) == expected, f"ended at step {deadly}: a later turn changed something"
    bureau.store.close()


def test_ended_amid_the_officers_moves_the_week_ends_the_same(ended, golden) -> None:
    expected, number = golden
    same_end(ended, number // 2, expected)


@pytest.mark.sweep
@pytest.mark.parametrize("part", range(1, PARTS + 1))
def test_wherever_it_is_ended_the_week_ends_the_same(ended, golden, part: int) -> None:
    expected, number = golden
    for deadly in range(part, number + 1, PARTS):
        same_end(ended, deadly, expected)
