"""`[idse]` of the configuration: what it takes, and what becomes of it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from mailproc.config import load
from mailproc.errors import ConfigurationError
from mailproc.idse.layout import Form
from mailproc.officer.movements import attachment, rules_of
from tests.mail.typed import ROOT
from tests.unit.idse.desk import settings
from tests.unit.idse.students import GUADALUPE, OTHER, REGISTRO

NIGHT = datetime(2026, 8, 21, 3, 0, tzinfo=UTC)
"""Still the 20th in Mexico City."""


def test_without_any_setting_the_lines_are_as_documented():
    rules = rules_of(settings(idse={}), now=NIGHT)
    assert (rules.date, rules.registro, rules.registros) == (date(2026, 8, 20), REGISTRO, (REGISTRO,))
    assert rules.form == Form(encoding="latin-1", enye="#", filler="0", totals=False)
    assert (rules.default_umf, rules.salario, rules.guia, rules.causa) == ("", "000000", "00400", "6")
    assert (rules.tipo_trabajador, rules.tipo_salario, rules.jornada) == ("1", "0", "0")


def test_each_setting_reaches_the_lines():
    idse = {
        "date": date(2026, 9, 1),
        "default_umf": "13",
        "registro": "B12-34567-32-4",
        "registro_by_programme": {"Ingeniería Química": REGISTRO},
        "salario": "315.04",
        "tipo_trabajador": "2",
        "tipo_salario": "1",
        "jornada": "6",
        "guia": "15400",
        "causa_baja": "A",
        "enye": "keep",
        "encoding": "cp850",
        "baja_filler": " ",
        "totals": True,
    }
    ours = {"registrations": [REGISTRO, OTHER]}
    rules = rules_of(settings(idse=idse, institution={"name": "X", **ours}), now=NIGHT)
    assert (rules.date, rules.registro, rules.registros) == (date(2026, 9, 1), OTHER, (REGISTRO, OTHER))
    assert rules.by_programme == {"INGENIERIA QUIMICA": REGISTRO}
    assert rules.form == Form(encoding="cp850", enye="Ñ", filler=" ", totals=True)
    assert (rules.default_umf, rules.salario, rules.guia, rules.causa) == ("013", "031504", "15400", "A")
    assert (rules.tipo_trabajador, rules.tipo_salario, rules.jornada) == ("2", "1", "6")
    assert rules_of(
        settings(idse=idse, institution={"name": "X", **ours}), now=NIGHT, day=date(2026, 10, 2)
    ).date == (date(2026, 10, 2))


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("date", '"mañana"', '"today", or a day such as'),
        ("default_umf", '"trece"', "number of a clinic"),
        ("registro", '"A3399990"', "11 characters"),
        ("registro", '"A3399990327"', "check digit"),
        ("registro_by_programme", '{ "Química" = "A3" }', "11 characters"),
        ("salario", '"315"', "two decimals"),
        ("salario", '"12345.00"', "two decimals"),
        ("tipo_trabajador", '"12"', "one figure"),
        ("jornada", '""', "one figure"),
        ("guia", '"154"', "five figures"),
        ("causa_baja", '"a"', "one figure or capital"),
        ("enye", '"X"', "must be one of"),
        ("encoding", '"utf-8"', "must be one of"),
        ("baja_filler", '"X"', "must be one of"),
    ],
)
def test_a_value_that_will_not_do_is_told_with_its_key(tmp_path: Path, key, value, said):
    head, table = (ROOT / "config.example.toml").read_text(encoding="utf-8").split("[idse]\n")
    lines = [f"{key} = {value}" if line.startswith(f"{key} = ") else line for line in table.split("\n")]
    (tmp_path / "config.toml").write_text(head + "[idse]\n" + "\n".join(lines), encoding="utf-8")
    with pytest.raises(ConfigurationError) as told:
        load(tmp_path / "config.toml")
    assert f"idse.{key}" in str(told.value)
    assert said in str(told.value)


def test_the_digests_file_bears_the_day():
    made = attachment([GUADALUPE], settings(), now=NIGHT)
    assert [file.name for file in made.files] == ["idse-2026-08-20.txt"]
