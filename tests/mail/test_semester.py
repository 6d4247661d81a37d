"""A semester: four hundred students, fifteen weeks, the real program on a real mailbox, against an oracle.

The program is killed and started again at random; its clock is the test's. What must become of each message stands in
tests/mail/semester (errands.py, talk.py), written from the rules of the house and not from the program.
"""

from datetime import timedelta
from random import Random

import pytest

from tests.mail.semester import checks, clock
from tests.mail.semester.office import Office
from tests.mail.semester.oracle import Scene
from tests.mail.semester.play import Play, Semester
from tests.mail.semester.students import Cast
from tests.mail.semester.talk import PROGRAMME

pytestmark = pytest.mark.sweep  # 400 students over 15 weeks

SEED = 5
SETTLES = 22
"""Days after a script's last step in which a reminder would go."""


@pytest.fixture(scope="module")
def semester(tmp_path_factory):
    """All of it played once; the tests below look at what became of it."""
    cast = Cast(SEED)
    scene = Scene(cast)
    scripts = [author(scene) for author, count in PROGRAMME for _ in range(count)]
    plays = [Play(script, _begins(script, cast.rng), cast.rng) for script in scripts]
    played = Semester(Office(tmp_path_factory.mktemp("semestre")), plays, cast.students, Random(SEED))
    played.run()
    yield played
    played.office.store.close()


def _begins(script, rng):
    """A day after which everything of the script still fits into the semester; early days are likelier."""
    length = sum(step.days for step in script.steps) + 3 * len(script.steps) + SETTLES
    room = (clock.LAST - clock.FIRST).days - length
    assert room >= 0, script.title
    return clock.FIRST + timedelta(days=min(rng.randint(0, room), rng.randint(0, room)))


def test_the_semester_is_as_big_as_it_says(semester):
    assert len(semester.students) >= 400
    assert all(play.next_at() is None for play in semester.plays)
    assert checks.longest(semester.plays) == 6
    assert semester.kills > 10


def test_every_message_made_the_case_that_the_oracle_says(semester):
    assert semester.amiss == []


def test_everybody_got_the_letter_that_was_owed_and_no_other(semester):
    assert semester.letters_amiss() == []


def test_nobody_got_two_letters_for_one_thing(semester):
    assert checks.told_twice(semester) == []
    identifiers = [letter.message_id for letter in semester.office.letters]
    assert len(set(identifiers)) == len(identifiers)


def test_no_letter_to_machines_to_ourselves_or_to_who_may_be_somebody_else(semester):
    assert checks.to_nobody(semester) == []


def test_no_letter_in_the_quiet_hours(semester):
    assert checks.at_night(semester.office.letters) == []


def test_no_letter_states_a_value_of_another_student(semester):
    assert list(checks.others_values(semester.office.letters, semester.students)) == []


def test_each_emergency_alarmed_the_officer_once(semester):
    came, due = checks.alarms(semester)
    assert came == due > 0


def test_who_owed_something_was_reminded_once(semester):
    assert semester.reminders_amiss() == []


def test_every_case_ends_where_the_oracle_says(semester):
    assert semester.cases_amiss() == []


def test_every_cases_history_leads_from_its_beginning_to_its_end(semester):
    assert checks.stories_amiss(semester.office.store) == []


def test_every_message_lies_in_its_folder_and_in_no_other(semester):
    assert semester.places_amiss() == []


def test_nothing_is_left_behind(semester):
    assert checks.left_behind(semester) == []
