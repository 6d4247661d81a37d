"""Letters about a case that is known already, and those that say one thing of many."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

import mailproc.cases
from mailproc.cases.decision import Facts, Missing, Standing
from mailproc.cases.kinds import Kind, State
from mailproc.reply.samples import FULL, PORTAL, SINCE, WAITING
from tests.unit.reply.institute import institute
from tests.unit.reply.letters import letter_of

BOTH = (Missing.CLINIC, Missing.CONTROL)


def text_of(name: str, facts: Facts, **policy: object) -> str:
    """Subject and text on one line."""
    letter = letter_of(name, facts, settings=institute(**policy))
    return " ".join(f"{letter.subject} {letter.text}".split())


def standing(kind: Kind, state: State, *missing: Missing) -> Facts:
    return Facts(standing=Standing(kind, state, SINCE, missing))


# --- How a case stands -----------------------------------------------------------------------------------


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("kind", [Kind.ALTA, Kind.HOJA, Kind.BAJA, Kind.EMPLEO, Kind.REVISAR, *WAITING])
def test_whoever_asks_is_told_since_when_it_stands_so(kind: Kind, state: State) -> None:
    told = text_of("consulta", standing(kind, state))
    assert "12 de agosto de 2026" in told or (kind, state) == (Kind.HOJA, State.INFORMADO)
    assert "No encontramos" not in told


def test_what_is_done_is_said_only_of_what_is_done() -> None:
    for kind in (Kind.ALTA, Kind.HOJA, Kind.BAJA):
        for state in State:
            told = text_of("consulta", standing(kind, state))
            assert ("ya está hecha" in told or "ya está lista" in told) == (state is State.HECHO), (kind, state)


@pytest.mark.parametrize("name", ["consulta", "duplicado", "recordatorio", "alta"])
def test_what_an_alta_lacks_is_asked_for_and_nothing_else(name: str) -> None:
    clinic, control = "qué clínica quieres", "tu número de control"
    for missing in [(Missing.CLINIC,), (Missing.CONTROL,), BOTH]:
        told = text_of(name, standing(Kind.ALTA, State.POR_HACER, *missing))
        assert ((clinic in told), (control in told)) == (Missing.CLINIC in missing, Missing.CONTROL in missing)
        assert "Escritorio Virtual" not in told
        assert "ni volver a escribir" not in told


@pytest.mark.parametrize("name", ["consulta", "duplicado", "recordatorio"])
@pytest.mark.parametrize("kind", WAITING)
def test_a_case_that_waits_says_what_for_and_how_to_get_it(name: str, kind: Kind) -> None:
    told = text_of(name, standing(kind, State.ESPERA_ALUMNO))
    assert "«Escritorio Virtual»" in told
    assert ("tramite ante el IMSS tu baja" in told) == (kind is Kind.BAJA_PREVIA)
    assert ("contraseña" in told) == (kind is Kind.PROTEGIDO)
    assert ("30 días" in told) == (kind is Kind.VENCIDA)
    assert ("leer bien" in told) == (kind is Kind.ILEGIBLE)


def test_the_one_reminder_tells_how_to_end_it() -> None:
    for kind in WAITING:
        told = text_of("recordatorio", standing(kind, State.ESPERA_ALUMNO))
        assert "Si ya no lo necesitas, no tienes que hacer nada." in told


def test_the_second_letter_of_an_alta_goes_on_where_the_first_stopped() -> None:
    first = text_of("alta", Facts(missing=BOTH))
    second = text_of("alta", standing(Kind.ALTA, State.POR_HACER), alta_requirements=())
    between = text_of("alta", standing(Kind.ALTA, State.POR_HACER, Missing.CLINIC))
    assert "Recibimos tu constancia" in first
    assert "Recibimos tu constancia" not in second + between
    assert "Ya tenemos tus datos" in second and "ni volver a escribir" in second
    assert "todavía nos falta" in between


# --- The portal ------------------------------------------------------------------------------------------


def test_each_message_of_the_portal_has_its_own_answer() -> None:
    words = tomllib.loads((Path(mailproc.cases.__file__).parent / "words.toml").read_text(encoding="utf-8"))
    assert set(PORTAL) == set(words["portal"]) - {"no_derechohabiente"}
    general = text_of("error_portal", Facts(portal="otra_cosa"))
    assert general == text_of("error_portal", Facts())
    answers = {key: text_of("error_portal", Facts(portal=key)) for key in PORTAL}
    assert len({*answers.values(), general}) == len(PORTAL) + 1
    subdelegation = {key for key, told in answers.items() if "subdelegación" in told}
    assert subdelegation == {"datos_inconsistentes", "aclaracion"}
    assert "mañana" in answers["limite_diario"]
    assert "Asignación o Localización de Número de Seguridad Social" in answers["nss_no_localizado"]
    assert "RENAPO" in answers["curp_no_renapo"]


# --- Others ----------------------------------------------------------------------------------------------


def test_through_the_family_no_fact_of_the_third_person_is_told() -> None:
    facts = Facts(first_name="ANA", nss_tail="4321", employer="PAPELERIA LA CEIBA", umf_wish="013")
    letter = letter_of("familia", facts)
    for part in (letter.text, letter.html):
        assert not any(told in part for told in ("4321", "CEIBA", "UMF 13"))


def test_of_other_persons_it_says_only_that_something_came() -> None:
    told = text_of("recibido", Facts(others=4))
    assert "y con él las constancias de 4 personas" in told
    assert "vigente" not in told and "alta" not in told.replace("hace falta", "")
    assert "la constancia de otra persona" in text_of("recibido", Facts(others=1))
    assert "También recibimos las constancias de 2 personas." in text_of("hoja", replace(FULL["hoja"], others=2))
    assert "Lo de otras personas" not in text_of("hoja", FULL["hoja"])


def test_after_the_other_schools_baja_a_new_constancia_is_asked_for() -> None:
    told = text_of("sin_adjunto", Facts(baja_done=True))
    assert "ya te dieron la baja" in told and "constancia nueva" in told
    assert "pedir ahí la baja" not in told
