"""Every family in every way of printing it: the student is told, or nobody is believed to be."""

from collections.abc import Sequence
from typing import Any

import pytest

from mailproc.reading.model import Hints, Holder, Reading
from mailproc.reading.read import read_pages
from tests.unit.reading.families import LOSSES, WAYS, Member, family_of, without
from tests.unit.reading.layouts import Facts

# The head's age and ground | parentesco, age (and NO) of each beneficiary | the student: the head, the number of a
# beneficiary, or ? where nobody can know.
TABLE = """
18 ES |                                    | head
19 OR |                                    | head
29 OR |                                    | head
34 ES |                                    | head
44 ES |                                    | head
23 PE |                                    | head
20 OR | HIJA 1                             | head
27 OR | HIJO 5, HIJA 3                     | head
30 OR | HIJA 9, HIJO 7, HIJO 2             | head
27 OR | HIJO 5 NO                          | head
22 OR | MADRE 49 NO, HIJO 1                | head
22 ES | ESPOSA 21                          | head
25 ES | HIJO 2, ESPOSA 24                  | head
22 OR | PADRE 50, MADRE 49                 | head
24 OR | HIJO 1, MADRE 55                   | head
23 OR | ESPOSA 41                          | head
23 OR | ESPOSA 22                          | ?
28 OR | ESPOSO 19, HIJA 1                  | ?
26 OR | CONCUBINA 27                       | ?
32 OR |                                    | ?
39 OR |                                    | ?
52 OR |                                    | ?
58 PE |                                    | ?
33 OR | HIJO 15                            | ?
32 OR | ESPOSA 21                          | ?
38 OR | HIJO 9, HIJA 4                     | ?
45 OR | HIJO 18, HIJA 20                   | *
45 OR | ESPOSA 29, HIJO 17                 | *
47 OR | HIJA 19, HIJO 22, HIJA 24          | *
51 OR | HIJA 33                            | ?
39 OR | ESPOSA 21                          | 1
41 OR | CONCUBINA 23, HIJO 3               | 1
36 OR | HIJA 17                            | 1
45 OR | HIJO 18                            | 1
47 OR | HIJA 19, ESPOSA 45                 | 1
47 OR | ESPOSA 46, HIJO 21                 | 2
50 OR | ESPOSO 52, HIJA 12, HIJO 20        | 3
45 OR | HIJO 18 NO, HIJA 20                | ~
50 OR | HIJO 19 NO, ESPOSA 48              | 1
55 -  | HIJA 22 NO                         | 1
62 PE | HIJO 24                            | 1
49 OR | MADRE 74, HIJA 23, HIJO 9          | 2
44 SF | ESPOSA 43, HIJO 16, HIJA 8         | 2
"""
FAMILIES = [tuple(line.rsplit("|", 1)) for line in TABLE.strip().splitlines()]
# Where nobody's SI or NO stands in the row of his CURP.
RIGHT_IS_ELSEWHERE = {"a_column_each", "beside_the_head"}


def believed(readings: Sequence[Reading]) -> list[tuple[str, Any]]:
    """What the sheets are trusted to say of whose they are."""
    return [
        (name, field.value)
        for reading in readings
        for name in ("nss", "curp", "holder", "vigente")
        if (field := getattr(reading, name)) is not None and field.trusted
    ]


def truth(facts: Facts, others: list[Member], student: str) -> dict[str, Any]:
    """What may be believed, {} where nothing."""
    if student == "?":
        return {}
    if student in {"*", "~"}:
        # One of them, whoever it is: in force where all are.
        right = {"vigente": True} if student == "*" else {}
        return {"holder": Holder.BENEFICIARIO, **right}
    if student == "head":
        return {"nss": facts.nss, "curp": facts.curp, "holder": Holder.TITULAR, "vigente": True}
    own = others[int(student) - 1]
    return {"curp": own.curp, "holder": Holder.BENEFICIARIO, "vigente": own.right == "SI"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("line", "student"), FAMILIES, ids=[" ".join(line.split()) for line, _ in FAMILIES])
def test_the_student_is_told_and_nobody_else(line: str, student: str, way: str) -> None:
    facts, others = family_of(line)
    readings = read_pages(WAYS[way](facts, others), Hints())
    assert len(readings) == 1
    said, told = dict(believed(readings)), truth(facts, others, student.strip())
    if way in RIGHT_IS_ELSEWHERE and "vigente" in told and told.get("holder") is Holder.BENEFICIARIO:
        said.setdefault("vigente", told["vigente"])
    assert said == told


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("loss", LOSSES)
def test_what_a_copy_loses_makes_no_parent_a_student(loss: str, way: str) -> None:
    for line, student in FAMILIES[(list(WAYS).index(way) + list(LOSSES).index(loss)) % 14 :: 14]:
        facts, others = family_of(line)
        told = truth(facts, others, student.strip())
        pages = without(LOSSES[loss], WAYS[way](facts, others), facts, others)
        for name, value in believed(read_pages(pages, Hints())):
            assert told.get(name) == value, (line, name, value)
