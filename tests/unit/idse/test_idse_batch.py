"""Who goes into which file, and who is left out for what."""

from dataclasses import replace

import pytest

from mailproc.idse.batch import Batch, batch
from mailproc.idse.file import read_file
from mailproc.idse.student import Due, Lacks, Rules
from tests.unit.idse.students import BAJA, GUADALUPE, INAKI, LUCIA, OTHER, REGISTRO, RULES, XOCHITL, due

TWO = replace(RULES, registros=(REGISTRO, OTHER), by_programme={"INGENIERIA QUIMICA": OTHER})


def told(made: Batch) -> list[tuple[str, Lacks]]:
    return [(one.folio, one.lacks) for one in made.left_out]


def one(case: Due, rules: Rules = RULES) -> Batch:
    return batch([case], rules, "altas.txt")


def folios(made: Batch) -> dict[str, list[str]]:
    return {file.name: [entry.folio for entry in file.entries] for file in made.files}


@pytest.mark.parametrize(
    ("changes", "lacks"),
    [
        ({"nss": ""}, [Lacks.NSS]),
        ({"nss": "07220304212"}, [Lacks.NSS]),
        ({"curp": ""}, [Lacks.CURP, Lacks.NAME]),
        ({"curp": "MUII030412MCSXBXA7"}, [Lacks.CURP, Lacks.NAME]),
        ({"name": ""}, [Lacks.NAME]),
        ({"name": "ANA LOPEZ DIAZ"}, [Lacks.NAME]),
        ({"control": "12345678901"}, [Lacks.CONTROL]),
        ({"control": "L-22270001"}, [Lacks.CONTROL]),
        ({"nss": "", "control": "12345678901"}, [Lacks.NSS, Lacks.CONTROL]),
    ],
)
@pytest.mark.parametrize("case", [INAKI, replace(INAKI, type=BAJA)], ids=["alta", "baja"])
def test_a_student_without_a_field_is_left_out_and_the_others_are_not(case, changes, lacks):
    made = batch([replace(case, **changes), replace(GUADALUPE, folio="AF-26-00002")], RULES, "altas.txt")
    assert told(made) == [("AF-26-00001", lack) for lack in lacks]
    assert folios(made) == {"altas.txt": ["AF-26-00002"]}


def test_a_sentence_names_no_value():
    everything = replace(INAKI, nss="07220304212", curp="MUII030412MCSXBXA7", control="12345678901")
    for told_ in one(everything).left_out:
        assert not any(value in told_.text for value in (everything.nss, everything.curp, everything.control))


def test_the_clinic_is_the_wish_or_the_usual_one():
    assert one(GUADALUPE).files[0].entries[0].movement.umf == "025"
    assert one(INAKI).files[0].entries[0].movement.umf == "013"
    without = replace(RULES, default_umf="")
    assert told(one(INAKI, without)) == [("AF-26-00001", Lacks.UMF)]
    assert told(one(GUADALUPE, without)) == []
    # A baja needs none.
    assert told(one(LUCIA, without)) == []


def test_an_alta_waits_for_all_its_requirements_and_a_baja_for_none():
    asked = replace(RULES, requirements=("Carta firmada", "Recibo de inscripción"))
    made = one(replace(INAKI, met=frozenset({"Carta firmada"})), asked)
    assert told(made) == [("AF-26-00001", Lacks.REQUIREMENTS)]
    assert made.left_out[0].text == "Falta palomear: Recibo de inscripción."
    assert made.files == ()
    assert told(one(replace(INAKI, met=frozenset(asked.requirements)), asked)) == []
    assert told(one(LUCIA, asked)) == []


def test_without_a_control_number_the_clave_is_blank_and_that_is_told():
    made = one(replace(INAKI, control=""))
    assert made.files[0].entries[0].movement.clave == ""
    assert [notice.lacks for notice in made.notices] == [Lacks.CONTROL]
    assert one(INAKI).notices == ()


def test_one_file_for_each_registro():
    quimica = replace(INAKI, folio="AF-26-00002", programme="Ingeniería Química")
    made = batch([GUADALUPE, quimica, replace(LUCIA, folio="AF-26-00003")], TWO, "altas.txt")
    assert folios(made) == {
        f"altas-{REGISTRO}.txt": ["AF-26-00001", "AF-26-00003"],
        f"altas-{OTHER}.txt": ["AF-26-00002"],
    }
    for file in made.files:
        assert [entry.movement for entry in file.entries] == list(read_file(file.content, TWO.form).movements)
        assert {entry.movement.registro for entry in file.entries} == {file.registro}
    # Alone, the name is what was asked for; without an ending, too.
    assert folios(batch([quimica], TWO, "altas.txt")) == {"altas.txt": ["AF-26-00002"]}
    assert list(folios(batch([GUADALUPE, quimica], TWO, "altas"))) == [f"altas-{REGISTRO}", f"altas-{OTHER}"]


@pytest.mark.parametrize(
    ("printed", "registro"),
    [
        ((), REGISTRO),
        ((OTHER,), OTHER),
        ((OTHER[:10],), OTHER),
        ((OTHER[:8],), OTHER),
        (("C1234567329", OTHER), OTHER),
        ((REGISTRO, OTHER), REGISTRO),
        (("C1234567329",), REGISTRO),
    ],
)
def test_a_baja_goes_to_the_registro_that_the_sheet_names(printed, registro):
    made = one(replace(LUCIA, registros=printed), TWO)
    assert made.files[0].registro == registro
    named = any(one.startswith((REGISTRO[:8], OTHER[:8])) for one in printed)
    assert [notice.lacks for notice in made.notices] == ([] if named else [Lacks.REGISTRO])


def test_where_the_sheet_leaves_open_which_of_ours_nobody_guesses():
    three = replace(TWO, registros=(REGISTRO, OTHER, "B1234567332"))
    assert told(one(replace(LUCIA, registros=(OTHER[:8],)), three)) == [("AF-26-00001", Lacks.REGISTRO)]


def test_an_alta_does_not_go_by_the_sheet():
    assert one(replace(INAKI, registros=(OTHER,)), TWO).files[0].registro == REGISTRO


def test_one_students_second_case_is_left_out():
    again = replace(GUADALUPE, folio="AF-26-00007")
    made = batch([GUADALUPE, again], RULES, "altas.txt")
    assert folios(made) == {"altas.txt": ["AF-26-00001"]}
    assert told(made) == [("AF-26-00007", Lacks.TWICE)]
    assert "AF-26-00001" in made.left_out[0].text


def test_an_alta_and_a_baja_of_one_student_are_both_left_out():
    other = replace(GUADALUPE, folio="AF-26-00007", type=BAJA)
    made = batch([GUADALUPE, other], RULES, "altas.txt")
    assert made.files == ()
    assert told(made) == [("AF-26-00001", Lacks.TWICE), ("AF-26-00007", Lacks.TWICE)]


def test_a_name_that_cannot_be_written_is_left_out():
    strange = due("LUCIA Ł RAMOS OVANDO", "RAOL030412MCSMVCA2", "12345678903")
    made = one(strange)
    assert told(made) == [("AF-26-00001", Lacks.NAME)]
    assert "signos" in made.left_out[0].text
    assert told(one(XOCHITL)) == []
