"""The words of `mailproc case ID set`: what is taken, and what is refused with which sentence."""

import pytest

from mailproc.cases.kinds import Kind
from mailproc.errors import UsageError
from mailproc.officer.correction_words import FIELDS, KINDS, change_of, who_of
from mailproc.store.corrections import Change
from tests.unit.store.house import LUCIA, settings

CONFIG = settings(institution={"clinics": ["013", "023"]})


@pytest.mark.parametrize(
    ("word", "name", "value"),
    [
        ("nss=1234 56 7890 3", "nss", "12345678903"),
        ("NSS=12-34-56-7890-3", "nss", "12345678903"),
        (f"curp={LUCIA.curp.lower()}", "curp", LUCIA.curp),
        ("curp=RAOL 030412 MCSMVCA2", "curp", LUCIA.curp),
        ("name= Lucía  Ramos Ovando ", "name", "LUCÍA RAMOS OVANDO"),
        ("name=Ramos Ovando, Lucía", "name", "LUCÍA RAMOS OVANDO"),
        ("control=l21270123", "control", "L21270123"),
        ("address=Lucia@Correo.example", "address", "lucia@correo.example"),
        ("programme=Ing. Mecatrónica", "programme", "Ing. Mecatrónica"),
        ("semester=7", "semester", "7"),
        ("nss=", "nss", ""),
    ],
)
def test_values_are_taken_in_every_way_they_are_written(word, name, value):
    assert change_of([word], CONFIG) == Change({name: value})


def test_several_fields_at_once():
    change = change_of(["nss=12345678903", "umf=UMF 13", "kind=Baja previa"], CONFIG)
    assert change == Change({"nss": "12345678903"}, "013", Kind.BAJA_PREVIA)
    assert change.fields == ("nss", "umf")
    assert change_of(["umf="], CONFIG) == Change(umf="")
    assert change_of(["umf=77"], settings()) == Change(umf="077")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_that_may_be_said(kind):
    assert change_of([f"kind={kind.value}"], CONFIG) == Change(kind=kind)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nss=12345678904"], "nss: its check digit"),
        (["nss=1234567890"], "nss: .* 11 digits, and this has 10"),
        (["nss=abc"], "nss: .* this has 0"),
        ([f"curp={LUCIA.curp[:-1]}3"], "curp: its check digit"),
        (["curp=RAOL039912MCSMVCA2"], "curp: these are not"),
        (["name=Lucía"], "name: write given names and surnames"),
        ([f"name=Lucía {'x' * 200}"], "name: "),
        (["control=abc"], "control: "),
        (["control=" + "1" * 30], "control: "),
        (["address=lucia"], "address: .* plain e-mail address"),
        (["address=a@b.example, c@d.example"], "address: "),
        (["programme=" + "x" * 200], "programme: longer than"),
        (["umf=trece"], "umf: write the number"),
        (["umf=25"], r"umf: none of \[institution\] clinics \(013, 023\)"),
        (["kind=duplicado"], "kind: duplicado cannot be said.*alta.*revisar"),
        (["kind="], "kind: nothing cannot be said"),
        (["nombre=Lucía"], "nombre: no such field.*name"),
        (["nss"], "nss: write field=value"),
        (["nss=12345678903", "nss=12345678903"], "nss: given twice"),
        ([], "set: name what to correct"),
    ],
)
def test_what_is_wrong_is_named_with_the_mend(words, said):
    with pytest.raises(UsageError, match=said) as refused:
        change_of(words, CONFIG)
    assert "12345678904" not in str(refused.value)
    assert LUCIA.curp[:10] not in str(refused.value)


def test_every_field_is_named_to_who_mistypes_one():
    with pytest.raises(UsageError) as refused:
        change_of(["x=1"], CONFIG)
    assert all(name in str(refused.value) for name in FIELDS)


def test_who_says_so_is_a_person():
    assert who_of("  Toño\tRuiz ") == "Toño Ruiz"
    for nobody in ("", " ", "mailproc", "MAILPROC", "x" * 200):
        with pytest.raises(UsageError, match="--by"):
            who_of(nobody)
