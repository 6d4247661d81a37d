"""However badly one engine hears, nothing false is trusted, as long as the other one errs on its own."""

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import example, given, settings
from hypothesis import strategies as st

from mailproc.reading.lines import FIELDS
from mailproc.reading.model import Employer, Hints, Reading, Witness
from mailproc.reading.read import read_pages
from tests.documents import TODAY, identifiers, people
from tests.unit.reading.drawing import Drawing, page
from tests.unit.reading.layouts import ALL, STUDENT, Facts
from tests.unit.reading.noise import misheard

RATES = st.sampled_from([0.01, 0.03, 0.08])
NOISY = st.sampled_from([Witness.RAPID, Witness.TESSERACT])


def somebody(seed: int) -> Facts:
    """Invented facts of a sheet in force through a school or a job."""
    rng = Random(seed)
    who = people.student(rng, TODAY)
    modality = rng.choice(["32", "10"])
    return replace(
        STUDENT,
        nss=who.nss,
        curp=who.curp,
        given=who.given,
        first=who.first,
        second=who.second,
        agregado=people.agregado(who, "1", "ES" if modality == "32" else "OR"),
        registro=identifiers.registro(rng, modality),
        modality=modality,
        umf=rng.choice(people.CLINICS),
        issued=f"{rng.randint(1, 28):02d}/08/2026",
    )


def false(reading: Reading, facts: Facts) -> list[tuple[str, object]]:
    """What the reading trusts and the sheet does not say; an employer's name may be left out."""
    day, month, year = map(int, facts.issued.split("/"))
    truth = {
        "nss": facts.nss,
        "curp": facts.curp,
        "name": sorted(facts.name.split()),
        "vigente": True,
        "estado": "VIGENTE",
        "agregado": facts.agregado,
        "umf": facts.umf,
        "employers": (Employer(facts.registro, facts.modality, facts.employer),),
        "issued": date(year, month, day),
        "valid_until": date(2026, 10, 12),
        "holder": "titular",
    }
    wrong: list[tuple[str, object]] = []
    for name in FIELDS:
        field = getattr(reading, name)
        if field is None or not field.trusted:
            continue
        value = field.value
        if name == "name":
            value = sorted(value.split())
        if name == "employers":
            value = tuple(replace(one, name=one.name or facts.employer) for one in value)
        if value != truth[name]:
            wrong.append((name, field.value))
    return wrong


def heard(drawing: Drawing, noisy: Witness, seed: int, rate: float) -> Reading:
    """One engine hears all rightly, the other with faults."""
    clean = Witness.TESSERACT if noisy is Witness.RAPID else Witness.RAPID
    lines = drawing.lines()
    layers = ((noisy, misheard(lines, Random(seed), rate)), (clean, lines))
    [reading] = read_pages([page(1, *layers)], Hints())
    return reading


@settings(max_examples=120, deadline=None)
@given(st.sampled_from(sorted(ALL)), st.integers(0, 10**6), RATES, NOISY)
def test_a_trusted_value_is_never_false(layout: str, seed: int, rate: float, noisy: Witness) -> None:
    facts = somebody(seed)
    assert false(heard(ALL[layout](facts), noisy, seed, rate), facts) == []


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(ALL)), st.integers(0, 10**6))
@example("phone", 3630)  # one hears a relative's agregado
@example("prose", 6979)  # one engine misreads the day of birth so that the check digit holds, the other a letter
def test_two_engines_that_both_err_make_nothing_false_that_a_case_hangs_on(layout: str, seed: int) -> None:
    """Two that err in the same character make a false date now and then; check digits and answers hold."""
    facts = somebody(seed)
    lines, rng = ALL[layout](facts).lines(), Random(seed)
    layers = ((Witness.RAPID, misheard(lines, rng, 0.01)), (Witness.TESSERACT, misheard(lines, rng, 0.02)))
    [reading] = read_pages([page(1, *layers)], Hints())
    hung_on = {"nss", "curp", "vigente", "holder", "agregado"}
    assert [name for name, _ in false(reading, facts) if name in hung_on] == []


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(ALL)), st.integers(0, 10**6), RATES)
def test_one_engine_alone_makes_nothing_trusted(layout: str, seed: int, rate: float) -> None:
    lines = misheard(ALL[layout](somebody(seed)).lines(), Random(seed), rate)
    for reading in read_pages([page(1, (Witness.RAPID, lines))], Hints()):
        fields = {name: getattr(reading, name) for name in FIELDS}
        assert [name for name, field in fields.items() if field is not None and field.trusted] == []
