"""The roster as a witness: whom it recognises, what it confirms, what it contradicts. All persons are invented."""

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mailproc.cases.person_names import agree, same
from mailproc.cases.roster import CLASH, Entry, clash, confirm, control_keys, entry_of, greeting, mismatches
from mailproc.reading.model import Field, Holder, Person, ProblemCode, Witness
from tests.documents.people import human
from tests.unit.cases.sheets import constancia, doubtful, sure

NSS, CURP, NAME = "07220500014", "NUPX050101MCSCRMA8", "XIMENA NUCAMENDI PEREZ"
OTHER_NSS, OTHER_CURP = "12345678903", "RAOL030412MCSMVCA2"
ADDRESS, CONTROL = "l23270456@tecnologico.example", "L23270456"

XIMENA = Entry("23270456", "NUCAMENDI PÉREZ XIMENA", CURP, NSS, ADDRESS, "Química", "5")
LUCIA = Entry("21270123", "LUCÍA RAMOS OVANDO", OTHER_CURP, OTHER_NSS, "l21270123@tecnologico.example")


def seen(value, *witnesses: Witness, repaired: bool = False) -> Field:
    """An untrusted field that these witnesses read."""
    return Field(value, False, 0.6, witnesses, 1, None, repaired)


# --- entry_of ---------------------------------------------------------------------------------------------

ONLY_NAME = {"nss": None, "curp": None}
BROTHER = {"nss": None, "curp": None, "name": sure("RODRIGO NUCAMENDI PEREZ")}


@pytest.mark.parametrize(
    ("sheet", "address", "control", "entries", "found"),
    [
        ({}, "", "", [XIMENA, LUCIA], XIMENA),
        ({"nss": None}, "", "", [XIMENA, LUCIA], XIMENA),
        ({"curp": None}, "", "", [XIMENA, LUCIA], XIMENA),
        ({"curp": doubtful(CURP), "nss": None}, "", "", [XIMENA], XIMENA),
        ({}, "", "", [LUCIA], None),
        ({}, "", "", [], None),
        # A representative sends it: sender and student are two.
        ({}, LUCIA.address, LUCIA.control, [XIMENA, LUCIA], XIMENA),
        # Two entries claim it.
        ({"nss": sure(OTHER_NSS)}, "", "", [XIMENA, LUCIA], None),
        ({}, "", "", [replace(XIMENA, curp=""), replace(XIMENA, nss="")], None),
        # What look-alikes were replaced in is a proposal.
        ({"curp": seen(CURP, Witness.RAPID, repaired=True), "nss": None, "name": None}, "", "", [XIMENA], None),
        # By address or control number, if the name agrees.
        (ONLY_NAME, ADDRESS, "", [XIMENA], XIMENA),
        (ONLY_NAME, ADDRESS.upper(), "", [XIMENA], XIMENA),
        (ONLY_NAME, "ximena@correo.example", CONTROL, [XIMENA], XIMENA),
        (ONLY_NAME, "", "23270456", [XIMENA], XIMENA),
        (ONLY_NAME, ADDRESS, "", [replace(XIMENA, name="NUCAMENDI PEREZ XIMENA GPE.")], XIMENA),
        (ONLY_NAME, "", "", [XIMENA], None),
        ({**ONLY_NAME, "name": None}, ADDRESS, CONTROL, [XIMENA], None),
        ({**ONLY_NAME, "name": sure("XIMENA")}, ADDRESS, CONTROL, [XIMENA], None),
        (BROTHER, ADDRESS, CONTROL, [XIMENA], None),
        # Another person of nearly her name: the sheet's own numbers say so.
        ({"curp": sure(OTHER_CURP), "nss": None}, ADDRESS, CONTROL, [XIMENA], None),
        ({"curp": None, "nss": sure(OTHER_NSS)}, ADDRESS, CONTROL, [XIMENA], None),
        (ONLY_NAME, ADDRESS, LUCIA.control, [XIMENA, LUCIA], XIMENA),
        (ONLY_NAME, "", CONTROL, [XIMENA, replace(XIMENA, curp="", address="")], None),
        # Nothing in common is no match of nothing with nothing.
        (ONLY_NAME, "", "", [Entry(name=NAME)], None),
    ],
)
def test_whose_sheet_it_is(sheet, address, control, entries, found):
    got = entry_of(constancia(**sheet), address, control, entries)
    assert (got.nss if got else None) == (found.nss if found else None)


@pytest.mark.parametrize(
    ("sheet", "entries", "reason"),
    [
        ({"nss": sure(OTHER_NSS)}, [XIMENA, LUCIA], CLASH),
        ({"nss": doubtful(OTHER_NSS)}, [XIMENA, LUCIA], ""),
        ({"nss": sure(OTHER_NSS)}, [XIMENA], ""),
        ({}, [XIMENA, LUCIA], ""),
        ({"nss": None, "curp": None}, [Entry(control="1"), Entry(control="2")], ""),
    ],
)
def test_numbers_of_two_students_on_one_sheet(sheet, entries, reason):
    assert clash(constancia(**sheet), entries) == reason


@pytest.mark.parametrize(
    ("control", "keys"),
    [
        ("l23270456", ("L23270456", "23270456")),
        ("23270456", ("23270456",)),
        ("23-270 456", ("23270456",)),
        ("D05270001", ("D05270001",)),
        ("AB23270456", ("AB23270456",)),
        ("", ()),
        ("-", ()),
    ],
)
def test_a_control_number_with_and_without_its_letter(control, keys):
    assert control_keys(control) == keys


# --- confirm ----------------------------------------------------------------------------------------------

ONE = Witness.RAPID


@pytest.mark.parametrize(
    ("field", "value", "entry", "trusted"),
    [
        ("nss", seen(NSS, ONE), XIMENA, True),
        ("curp", seen(CURP, ONE), XIMENA, True),
        ("name", seen(NAME, ONE), XIMENA, True),
        ("name", seen(NAME, ONE), replace(XIMENA, name="XIMENA NUCAMENDI PEREZ"), True),
        ("nss", seen(NSS, Witness.TYPED), XIMENA, True),
        ("nss", seen(NSS, ONE, Witness.PLACE), XIMENA, True),
        # Another value, another name, or none in the roster.
        ("nss", seen(OTHER_NSS, ONE), XIMENA, False),
        ("curp", seen(OTHER_CURP, ONE), XIMENA, False),
        ("name", seen("XIMENA NUCAMENDI", ONE), XIMENA, False),
        ("name", seen("XIMENA PEREZ NUCAMENDI", ONE), XIMENA, False),
        ("name", seen("XIMENA NUCAMENDI PERES", ONE), XIMENA, False),
        ("nss", seen(NSS, ONE), replace(XIMENA, nss=""), False),
        ("name", seen(NAME, ONE), replace(XIMENA, name=""), False),
        # Ñ is not N where a value is to be believed.
        ("name", seen("XIMENA NUÑEZ PEREZ", ONE), replace(XIMENA, name="XIMENA NUNEZ PEREZ"), False),
        # No witness of its own, or a hidden one.
        ("nss", seen(NSS), XIMENA, False),
        ("nss", seen(NSS, Witness.HIDDEN), XIMENA, False),
        ("nss", seen(NSS, ONE, repaired=True), XIMENA, False),
        # Two saw it, and it is not trusted: the reason is another.
        ("nss", seen(NSS, ONE, Witness.TESSERACT), XIMENA, False),
        ("nss", seen(NSS, Witness.TEXT), XIMENA, False),
    ],
)
def test_what_one_witness_saw_is_trusted_if_the_roster_has_it(field, value, entry, trusted):
    before = constancia(**{field: value})
    after = getattr(confirm(before, entry), field)
    assert after.trusted == trusted
    assert after.value == value.value
    if trusted:
        assert after.witnesses[-1] is Witness.ROSTER
        assert value.confidence < after.confidence < 1
    else:
        assert after == value


def test_nothing_else_of_the_sheet_changes():
    before = constancia(
        nss=doubtful(NSS), vigente=doubtful(True), issued=None, umf=doubtful("013"), agregado="1M2005ES"
    )
    after = confirm(before, XIMENA)
    assert after == replace(before, nss=after.nss)
    assert after.nss.trusted


def test_what_is_trusted_or_was_not_read_stays_as_it_is():
    whole, bare = constancia(), constancia(nss=None, curp=None, name=None)
    assert confirm(whole, XIMENA) == whole
    assert confirm(bare, XIMENA) == bare


@pytest.mark.parametrize(
    "code",
    [ProblemCode.CONTRADICTION, ProblemCode.HIDDEN_TEXT, ProblemCode.EDITED, ProblemCode.SEVERAL_PERSONS],
)
def test_nothing_is_confirmed_on_a_sheet_that_is_suspected(code):
    before = constancia(nss=doubtful(NSS), problems=(code,))
    assert confirm(before, XIMENA) == before
    other = constancia(nss=doubtful(NSS), problems=(ProblemCode.MISSING_FIELD,))
    assert confirm(other, XIMENA).nss.trusted


def test_a_sheet_that_contradicts_the_entry_is_not_confirmed_in_the_rest():
    before = constancia(nss=doubtful(NSS), curp=sure(OTHER_CURP))
    assert confirm(before, XIMENA) == before


def test_the_number_on_a_beneficiarys_sheet_is_the_heads():
    before = constancia(nss=doubtful(NSS), curp=doubtful(CURP), holder=doubtful(Holder.BENEFICIARIO))
    after = confirm(before, XIMENA)
    assert not after.nss.trusted
    assert after.curp.trusted


HEAD = Person(Holder.TITULAR, NAME, right=True)
CHILD = Person(Holder.BENEFICIARIO, "ANA LOPEZ NUCAMENDI", right=True)


@pytest.mark.parametrize(
    ("sheet", "lifted"),
    [
        ({}, True),
        # Somebody else stands on the sheet; its right to care is not sure, so that it may speak of another.
        ({"people": (HEAD, CHILD)}, False),
        ({"vigente": doubtful(True)}, False),
        ({"vigente": None}, False),
        # Another is the student, whatever the roster says of the CURP.
        ({"holder": doubtful(Holder.BENEFICIARIO)}, False),
        ({"holder": None}, False),
        ({"holder": sure(Holder.TITULAR)}, True),
        # The CURP was sure already, or two had seen it: the holder is in doubt for another reason.
        ({"curp": sure(CURP)}, False),
        ({"curp": seen(CURP, ONE, Witness.TESSERACT)}, False),
        ({"curp": seen(OTHER_CURP, ONE)}, False),
        ({"curp": None}, False),
    ],
)
def test_whose_sheet_it_is_is_sure_once_the_roster_has_the_curp(sheet, lifted):
    before = constancia(**{"curp": doubtful(CURP), "holder": doubtful(Holder.TITULAR), "people": (HEAD,), **sheet})
    holder = confirm(before, XIMENA).holder
    assert (holder is not None and holder.trusted) == lifted
    if lifted and not before.holder.trusted:
        assert (holder.value, holder.witnesses[-1]) == (Holder.TITULAR, Witness.ROSTER)
    else:
        assert holder == before.holder


def test_a_name_alone_is_not_confirmed_for_a_father_may_bear_it():
    before = constancia(nss=None, curp=None, name=doubtful(NAME))
    assert entry_of(before, ADDRESS, "", [XIMENA]) == XIMENA
    assert confirm(before, XIMENA) == before


FIELDS = st.sampled_from(["nss", "curp", "name"])
VALUES = st.sampled_from([NSS, OTHER_NSS, CURP, OTHER_CURP, NAME, "LUCIA RAMOS OVANDO", ""])
WITNESSES = st.sets(st.sampled_from(list(Witness)))


@given(
    st.dictionaries(FIELDS, st.tuples(VALUES, WITNESSES, st.booleans())), st.sampled_from([XIMENA, LUCIA, Entry()])
)
def test_confirming_only_ever_adds_trust_in_what_was_read_and_the_roster_has(read, entry):
    before = constancia(
        **{name: Field(value, trusted, 0.6, tuple(by), 1) for name, (value, by, trusted) in read.items()}
    )
    after = confirm(before, entry)
    for name in ("nss", "curp", "name"):
        was, now = getattr(before, name), getattr(after, name)
        assert now.value == was.value
        assert now.trusted >= was.trusted
        if now != was:
            assert not was.trusted
            assert sorted(now.value.split()) == sorted(
                getattr(entry, name).replace("É", "E").replace("Í", "I").split()
            )
    # Who the student is was sure on this sheet, and stays as it was.
    assert replace(after, nss=before.nss, curp=before.curp, name=before.name) == before


# --- mismatches -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sheet", "entry", "named"),
    [
        ({}, XIMENA, ()),
        ({}, Entry(), ()),
        ({"nss": sure(OTHER_NSS)}, XIMENA, ("NSS",)),
        ({"nss": doubtful(OTHER_NSS)}, XIMENA, ()),
        ({"nss": None}, XIMENA, ()),
        ({"curp": sure(OTHER_CURP)}, XIMENA, ("CURP",)),
        ({"name": sure("LUCIA RAMOS OVANDO")}, XIMENA, ("nombre",)),
        ({"name": doubtful("LUCIA RAMOS OVANDO")}, XIMENA, ()),
        ({"nss": sure(OTHER_NSS), "name": sure("LUCIA RAMOS OVANDO")}, XIMENA, ("NSS", "nombre")),
        ({}, replace(XIMENA, name="XIMENA"), ()),
    ],
)
def test_what_a_sheet_says_otherwise(sheet, entry, named):
    reasons = mismatches(constancia(**sheet), entry)
    assert len(reasons) == len(named)
    for reason, word in zip(reasons, named, strict=True):
        assert word in reason
        assert not any(c.isdigit() for c in reason)


SAME_PERSON = [
    ("XIMENA NUCAMENDI PEREZ", "NUCAMENDI PEREZ XIMENA"),
    ("MARIA DE LOS ANGELES MUÑOZ PEÑA", "MUNOZ PENA MA. DE LOS ANGELES"),
    ("MARIA GUADALUPE HERNANDEZ GARCIA", "Hdez. García Ma. Gpe."),
    ("JOSE FRANCISCO LOPEZ", "J. FCO. LOPEZ"),
    ("LUCIA FERNANDA RAMOS OVANDO", "LUCÍA RAMOS OVANDO"),
    ("LUCIA RAMOS OVANDO", "LUCIA F. RAMOS OVANDO"),
    ("JUAN CARLOS DE LA CRUZ", "CRUZ JUAN CARLOS"),
    ("JUAN CARLOS CRUZ", "JUANCARLOS CRUZ"),
    ("ANDREA JIMENEZ SOTO", "ANDREA GIMENEZ SOTO"),
    ("LUCIA RAMOS OVANDO", "LUCIA RAMOS"),
    ("ANA JUAREZ AGUILAR", "AGUILAR JUAREZ A."),
]
TWO_PERSONS = [
    ("LUCIA RAMOS OVANDO", "PEDRO RAMOS OVANDO"),
    ("LUCIA RAMOS OVANDO", "LUCIA RAMOS PEREZ"),
    ("ROSA RAMOS OVANDO", "ROSI RAMOS OVANDO"),
    ("LUCIA RAMOS OVANDO", "LUCIA FERNANDA RAMOS"),
    ("MARIA RAMOS OVANDO", "MARIO RAMOS RAMOS"),
    ("LUCIA RAMOS OVANDO", ""),
    ("", ""),
]


@pytest.mark.parametrize(("one", "other"), SAME_PERSON)
def test_ways_to_write_one_name(one, other):
    assert agree(one, other)
    assert agree(other, one)


@pytest.mark.parametrize(("one", "other"), TWO_PERSONS)
def test_names_of_two_persons(one, other):
    assert not agree(one, other)
    assert not agree(other, one)


@given(st.integers(0, 10_000))
def test_every_name_agrees_with_its_other_order_and_with_a_given_name_left_out(seed):
    person = human(Random(seed), ages=(18, 30), today=date(2026, 9, 1))
    assert agree(person.name, person.surnames_first)
    assert same(person.name, person.surnames_first)
    first = person.given.split()[0]
    assert agree(f"{first} {person.first} {person.second}", person.surnames_first)


# --- greeting ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "address", "control", "said"),
    [
        (XIMENA, ADDRESS, "", "Ximena"),
        (XIMENA, "", CONTROL, "Ximena"),
        (LUCIA, "L21270123@tecnologico.example", "", "Lucía"),
        (XIMENA, LUCIA.address, LUCIA.control, ""),
        (XIMENA, "", "", ""),
        # Without the CURP nobody knows which word is the given name, nor where it says otherwise.
        (replace(XIMENA, curp=""), ADDRESS, CONTROL, ""),
        (replace(XIMENA, curp=OTHER_CURP), ADDRESS, CONTROL, ""),
        (replace(XIMENA, name=""), ADDRESS, CONTROL, ""),
        (replace(LUCIA, name="RAMOS OVANDO MA. LUCIA"), LUCIA.address, "", "María"),
        (replace(LUCIA, name="RAMOS OVANDO L."), LUCIA.address, "", ""),
        # Two ways to part it: León León Luna, or Luna León León.
        (Entry("1", "LEON LEON LUNA", "LELL050101MCSNNNA0"), "", "1", ""),
    ],
)
def test_how_a_student_is_greeted(entry, address, control, said):
    assert greeting(entry, address, control) == said


@given(st.integers(0, 10_000), st.booleans())
def test_the_greeting_is_a_given_name_or_nothing(seed, turned):
    person = human(Random(seed), ages=(18, 30), today=date(2026, 9, 1))
    entry = Entry("1", person.surnames_first if turned else person.name, person.curp)
    first = person.given.split()[0]
    assert greeting(entry, "", "1") in {"", "María" if first == "MA." else first.capitalize()}
