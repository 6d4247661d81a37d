"""kill -9 before and after every durable step of a run, then a run: the same end as without the kill."""

import signal
from datetime import UTC, datetime

import pytest

from mailproc.cases.kinds import Kind
from tests.faults.killed import STEPS
from tests.mail.house import House
from tests.mail.smtp_server import posting
from tests.students import letters

SOME = {Kind.SIN_ADJUNTO, Kind.CARNET, Kind.URGENTE, Kind.AUTOMATICO}
MOMENTS = [(step, moment) for step in STEPS for moment in ("before", "after")]
TELLING = {("record", "after"), ("copied", "before"), ("move", "after"), ("send", "after")}
# Between DATA and the commit of its answer nobody knows whether the letter went: it is never sent again blindly.
UNCERTAIN = {("sending", "after"), ("send", "after"), ("sent", "before")}


@pytest.fixture(scope="module")
def written():
    """Letters without a sheet, so that a run takes seconds; tests/faults/test_store_kills.py has those with one."""
    return [letter for letter in letters(datetime.now(UTC)) if letter.kind in SOME]


def handled(authority, dovecot_of, folder, written, killed_at=None):
    """The end state of a run, killed at a step and run again if asked; and how many letters are uncertain."""
    with posting(authority, folder) as post:
        home = House(folder, dovecot_of("full").account(), post)
        home.configure()
        home.account.put_many([letter.raw for letter in written])
        if killed_at:
            step, moment = killed_at
            died = home.run("once", step, moment, "1", driver=("-m", "tests.faults.killed"))
            assert died.returncode == -signal.SIGKILL, f"{killed_at} was not reached: {died.stderr}"
        home.once()
        home.once()
        return home.state(), home.account.user


@pytest.fixture(scope="module")
def golden(authority, dovecot_of, tmp_path_factory, written):
    return handled(authority, dovecot_of, tmp_path_factory.mktemp("golden"), written)


def told(state, user):
    """Letters with the officer's own address made comparable between mailboxes."""
    return [("officer" if recipient == user else recipient, thread) for recipient, thread in state["letters"]]


def _swept(pair):
    """What differs from another moment only in which side of it the kill comes is for `make test-all`."""
    return pytest.param(*pair, marks=() if pair in TELLING else pytest.mark.sweep)


@pytest.mark.parametrize(("step", "moment"), [_swept(pair) for pair in MOMENTS if pair not in UNCERTAIN])
def test_a_kill_changes_nothing(authority, dovecot_of, tmp_path, written, golden, step, moment):
    state, user = handled(authority, dovecot_of, tmp_path, written, (step, moment))
    expected, officer = golden
    assert state["places"] == expected["places"]
    assert state["cases"] == expected["cases"]
    assert told(state, user) == told(expected, officer)


@pytest.mark.parametrize(("step", "moment"), [_swept(pair) for pair in sorted(UNCERTAIN)])
def test_a_letter_lost_amid_data_is_never_sent_twice(
    authority, dovecot_of, tmp_path, written, golden, step, moment
):
    state, user = handled(authority, dovecot_of, tmp_path, written, (step, moment))
    expected, officer = golden
    sent, owed = told(state, user), told(expected, officer)
    assert len(set(sent)) == len(sent)
    missing = set(owed) - set(sent)
    assert len(missing) <= 1
    uncertain = [case for case in state["cases"] if "uncertain" in {letter[1] for letter in case["letters"]}]
    assert len(uncertain) == 1
    assert uncertain[0]["kind"] == Kind.REVISAR.value
    message = uncertain[0]["messages"][0]
    assert state["places"][message][0][-1] == "Revisar"
    unharmed = {key: place for key, place in state["places"].items() if key != message}
    assert unharmed == {key: place for key, place in expected["places"].items() if key != message}
