"""Whose sheet it is: the student's own, a parent's, a spouse's; and when nobody can tell."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from mailproc.reading.model import Hints, Holder, ProblemCode, Reading
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, heard_page, text_page
from tests.unit.reading.layouts import (
    CHILD_ROW,
    PARENT,
    SISTER_ROW,
    SPOUSE_ROW,
    STUDENT,
    Facts,
    cards,
    label_lines,
    prose,
)

Layout = Callable[[Facts, tuple[list[str], ...]], Drawing]


def read(drawing: Drawing, **hints: str) -> Reading:
    [reading] = read_pages([text_page(drawing)], Hints(**hints))
    return reading


@pytest.mark.parametrize("layout", [label_lines, cards])
def test_a_child_of_student_age_on_a_parents_sheet_is_the_student(layout: Layout) -> None:
    reading = read(layout(PARENT, (SPOUSE_ROW, CHILD_ROW)))
    assert reading.holder is not None
    assert (reading.holder.value, reading.holder.trusted) == (Holder.BENEFICIARIO, True)
    assert reading.nss is None
    assert reading.curp is not None
    assert (reading.curp.value, reading.curp.trusted) == (STUDENT.curp, True)
    assert reading.agregado is not None
    assert reading.agregado.value == "3H2005OR"
    assert [(one.role, one.relation, one.right) for one in reading.people] == [
        (Holder.TITULAR, "", True),
        (Holder.BENEFICIARIO, "ESPOSA", True),
        (Holder.BENEFICIARIO, "HIJO", True),
    ]
    assert reading.people[0].nss == PARENT.nss


def test_the_right_is_the_childs_own() -> None:
    row = [*CHILD_ROW[:4], "NO"]
    reading = read(label_lines(PARENT, (SPOUSE_ROW, row)))
    assert reading.vigente is not None
    assert (reading.vigente.value, reading.vigente.trusted) == (False, True)


def test_two_engines_see_the_same_family() -> None:
    [reading] = read_pages([heard_page(label_lines(PARENT, (SPOUSE_ROW, CHILD_ROW)))], Hints())
    assert reading.holder is not None
    assert (reading.holder.value, reading.holder.trusted) == (Holder.BENEFICIARIO, True)
    assert reading.nss is None


def test_two_children_of_student_age_cannot_be_told_apart() -> None:
    reading = read(label_lines(PARENT, (CHILD_ROW, SISTER_ROW)))
    assert reading.holder is not None
    assert (reading.holder.value, reading.holder.trusted) == (Holder.BENEFICIARIO, True)
    assert reading.curp is not None
    assert not reading.curp.trusted
    assert ProblemCode.SEVERAL_PERSONS in {one.code for one in reading.problems}


def test_the_senders_own_words_tell_them_apart() -> None:
    reading = read(label_lines(PARENT, (CHILD_ROW, SISTER_ROW)), sender_text="Soy Ana Pérez López, mando mi hoja.")
    assert reading.curp is not None
    assert (reading.curp.value, reading.curp.trusted) == ("PELA080920MCSRPNA8", True)


YOUNG_PARENT = replace(
    STUDENT,
    nss="21990104820",
    curp="RUSP980401HCSZLD02",
    given="PEDRO",
    first="RUIZ",
    second="SOLIS",
    agregado="1H1998OR",
)
SMALL_CHILD = ["DIEGO MUÑOZ RUIZ", "MURD150607HCSXZGA0", "HIJO", "3H2015OR", "SI"]


def test_a_student_with_children_is_the_head() -> None:
    reading = read(label_lines(STUDENT, (SMALL_CHILD,)))
    assert reading.holder is not None
    assert (reading.holder.value, reading.holder.trusted) == (Holder.TITULAR, True)
    assert reading.nss is not None
    assert (reading.nss.value, reading.nss.trusted) == (STUDENT.nss, True)


def test_a_young_head_with_a_spouse_of_student_age_is_in_doubt() -> None:
    facts: Facts = replace(STUDENT, agregado="1H2005OR", modality="10", registro="B1212345107")
    row = ["ANA PEREZ LOPEZ", "PELA080920MCSRPNA8", "ESPOSA", "2M2008OR", "SI"]
    reading = read(label_lines(facts, (row,)))
    assert reading.holder is not None
    assert not reading.holder.trusted
    assert reading.nss is not None
    assert not reading.nss.trusted
    assert reading.vigente is not None
    assert not reading.vigente.trusted


def test_a_head_insured_as_a_student_is_the_student() -> None:
    row = ["ANA PEREZ LOPEZ", "PELA080920MCSRPNA8", "ESPOSA", "2M2008ES", "SI"]
    reading = read(label_lines(STUDENT, (row,)))
    assert reading.holder is not None
    assert (reading.holder.value, reading.holder.trusted) == (Holder.TITULAR, True)


def test_a_sheet_made_out_for_a_family_member_has_the_heads_nss() -> None:
    reading = read(label_lines(replace(STUDENT, agregado="3H2005OR", registro="B1212345107", modality="10")))
    assert reading.holder is not None
    assert reading.holder.value is Holder.BENEFICIARIO
    assert reading.nss is None
    assert reading.curp is not None
    assert reading.curp.value == STUDENT.curp


def test_a_lone_head_of_a_parents_age_may_lack_its_second_page() -> None:
    reading = read(label_lines(PARENT))
    assert reading.holder is not None
    assert reading.holder.value is Holder.TITULAR
    assert not reading.holder.trusted


def test_beneficiaries_in_running_text() -> None:
    drawing = prose(PARENT)
    drawing.put(50, 240, "Sus beneficiarios son: ANA LOPEZ SOLIS, CURP LOSA740220MCSPLN04, esposa, agregado")
    drawing.put(50, 255, "2M1974OR, con derecho: SI; JUAN CARLOS PEREZ LOPEZ, CURP PELJ050312HCSRPNA0,")
    drawing.put(50, 270, "hijo, agregado 3H2005OR, con derecho: NO.")
    reading = read(drawing)
    assert reading.holder is not None
    assert reading.holder.value is Holder.BENEFICIARIO
    assert reading.curp is not None
    assert reading.curp.value == STUDENT.curp
    assert reading.vigente is not None
    assert reading.vigente.value is False


def test_a_name_within_another_name_is_not_the_senders() -> None:
    reading = read(
        label_lines(PARENT, (CHILD_ROW, SISTER_ROW)), sender_text="Soy Juana Pérez López, mando mi hoja."
    )
    assert reading.curp is not None
    assert not reading.curp.trusted


def test_who_names_the_parent_does_not_make_the_parent_the_student() -> None:
    facts = replace(
        PARENT, curp="RUSP980401HCSZLD02", given="PEDRO", first="RUIZ", second="SOLIS", agregado="1H1998OR"
    )
    row = ["ANA PEREZ LOPEZ", "PELA080920MCSRPNA8", "ESPOSA", "2M2008OR", "SI"]
    reading = read(label_lines(facts, (row,)), filename="constancia de mi esposo Pedro Ruiz Solis.pdf")
    assert reading.nss is not None
    assert not reading.nss.trusted


def test_a_label_of_birth_that_reaches_the_date_of_issue_shakes_nothing() -> None:
    drawing = label_lines(replace(STUDENT, agregado="")).without("Fecha de expedición:", "12/03/2005")
    reading = read(drawing.put(60, 314, "Fecha de nacimiento:"))
    assert reading.curp is not None
    assert reading.curp.trusted


def test_a_number_in_groups_holds_no_date() -> None:
    facts = replace(STUDENT, nss="62-23-04-2041-6", agregado="1H2005OR", registro="B1212345107", modality="10")
    reading = read(label_lines(facts).without("Fecha de expedición:", STUDENT.issued))
    assert reading.holder is not None
    assert (reading.holder.value, reading.holder.trusted) == (Holder.TITULAR, True)
