"""Sound files of every kind, broken by chance: what became of each is told, and nothing is believed that it never said.

`make fuzz` breaks thousands in the same way.
"""

from itertools import islice

import pytest

from mailproc.documents.worker import Workers
from mailproc.reading.model import ProblemCode
from tests.fuzz import files, targets
from tests.fuzz.breaking import broken
from tests.fuzz.seeds import documents, mails, rosters, sheets


@pytest.fixture(scope="module")
def workers():
    with files.pool() as pool:
        yield pool


@pytest.fixture(scope="module")
def sound(workers: Workers) -> dict[str, set[tuple[str, object]]]:
    """What is believed of the files before they are broken."""
    return {name: files.trusted(workers.read(content, name=name)) for name, content in documents().items()}


def test_sound_files_are_believed_and_drawn(sound: dict[str, set[tuple[str, object]]]) -> None:
    believed = {name for name, values in sound.items() if ("nss", "07222400017") in values}
    assert {"tarea.zip", "zip-en-zip.zip", "guardado.eml", "winmail.dat", "mensaje.msg", "cartera.pdf"} <= believed
    assert all({"curp", "vigente"} <= {field for field, _ in sound[name]} for name in sheets())
    assert not any(values for name, values in sound.items() if name.startswith("foto"))


def test_a_broken_document_is_told_and_none_is_believed_for_what_it_never_said(
    workers: Workers, sound: dict[str, set[tuple[str, object]]]
) -> None:
    everything = set().union(*sound.values())
    codes = set()
    for content, seed, _ in islice(files.chances(), 3 * len(documents())):
        reading = workers.read(content, name="roto")
        assert not files.wrong_with(reading, everything), seed
        codes |= {problem.code for problem in reading.problems}
    assert {ProblemCode.CORRUPTED, ProblemCode.UNSUPPORTED} <= codes


def test_a_broken_message_is_a_message() -> None:
    others = list(mails().values())
    for name, raw in mails().items():
        targets.message(broken(raw, others, name))


def test_a_broken_roster_is_read_or_refused_in_one_sentence() -> None:
    others = list(rosters().values())
    for number in range(6):
        for name, content in rosters().items():
            targets.roster(broken(content, others, f"{name}/{number}"))


@pytest.mark.parametrize("name", targets.TARGETS)
def test_what_is_fuzzed_takes_every_sound_file(name: str) -> None:
    begun = list(targets.TARGETS[name].begin())
    assert begun
    for content in begun:
        targets.TARGETS[name].run(content)
