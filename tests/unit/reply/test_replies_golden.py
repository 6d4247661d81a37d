"""Every letter as a file that a person reads: tests/golden/letters.

After a wanted change of wording: MAILPROC_GOLDEN=write, run this file, read the difference, run it again.
"""

import os
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from mailproc.cases.decision import Facts, Missing
from mailproc.cases.kinds import LETTERS
from mailproc.config import Settings
from mailproc.reading.model import Document
from mailproc.reply.samples import FULL, VARIANTS, written
from tests.unit.reply.institute import GOLDEN, bare_institute, institute

KNOWN = Facts(first_name="MARIANA", nss_tail="0017")


@dataclass(frozen=True)
class Case:
    """A letter, what is known, and what the institute set."""

    letter: str
    facts: Facts = KNOWN
    policy: dict[str, object] = field(default_factory=dict)
    bare: bool = False

    @property
    def settings(self) -> Settings:
        return bare_institute(**self.policy) if self.bare else institute(**self.policy)


NOTHING = Facts()
CASES: dict[str, Case] = {
    "hoja": Case("hoja", FULL["hoja"]),
    "hoja--se-pide-en-escolares": Case("hoja", KNOWN, {"hoja": "ask"}),
    "hoja--sin-datos": Case("hoja", NOTHING, bare=True),
    "hoja--se-pide-en-escolares--sin-datos": Case("hoja", NOTHING, {"hoja": "ask"}, bare=True),
    "alta--faltan-clinica-y-control": Case("alta", FULL["alta"]),
    "alta--falta-la-clinica": Case("alta", replace(KNOWN, missing=(Missing.CLINIC,))),
    "alta--falta-la-clinica--sin-datos": Case("alta", Facts(missing=(Missing.CLINIC,)), bare=True),
    "alta--falta-el-control": Case("alta", replace(KNOWN, missing=(Missing.CONTROL,), umf_wish="013")),
    "alta--nada-falta": Case("alta", replace(KNOWN, umf_wish="025"), {"alta_requirements": ()}),
    "alta--sin-datos": Case("alta", NOTHING, bare=True),
    "baja_previa": Case("baja_previa", FULL["baja_previa"]),
    "baja_previa--sin-datos": Case("baja_previa", NOTHING, bare=True),
    "empleo": Case("empleo", FULL["empleo"]),
    "empleo--sin-datos": Case("empleo", NOTHING, bare=True),
    "recibido": Case("recibido", Facts(first_name="MARIANA")),
    "recibido--sin-datos": Case("recibido", NOTHING, bare=True),
    "carnet": Case("carnet", Facts(first_name="MARIANA")),
    "carnet--con-clinica": Case("carnet", FULL["carnet"]),
    "carnet--sin-datos": Case("carnet", NOTHING, bare=True),
    "vencida": Case("vencida", FULL["vencida"]),
    "vencida--sin-datos": Case("vencida", NOTHING, bare=True),
    "documento_equivocado--nss": Case("documento_equivocado", FULL["documento_equivocado"]),
    "documento_equivocado--semanas": Case("documento_equivocado", Facts(document=Document.SEMANAS)),
    "documento_equivocado--no-derecho": Case("documento_equivocado", Facts(document=Document.NO_DERECHO)),
    "documento_equivocado--sin-datos": Case("documento_equivocado", NOTHING, bare=True),
    "ilegible": Case("ilegible", FULL["ilegible"]),
    "ilegible--sin-datos": Case("ilegible", NOTHING, bare=True),
    "protegido": Case("protegido", Facts(first_name="MARIANA")),
    "protegido--sin-datos": Case("protegido", NOTHING, bare=True),
    "sin_adjunto": Case("sin_adjunto", Facts(first_name="MARIANA")),
    "sin_adjunto--lo-anuncia": Case("sin_adjunto", Facts(first_name="MARIANA", announced=True)),
    "sin_adjunto--solo-un-enlace": Case("sin_adjunto", Facts(link_only=True)),
    "sin_adjunto--ya-tiene-la-baja": Case("sin_adjunto", Facts(first_name="MARIANA", baja_done=True)),
    "sin_adjunto--sin-datos": Case("sin_adjunto", NOTHING, bare=True),
    "alta--segunda-carta": Case("alta", VARIANTS["alta"]["segunda-carta"], {"alta_requirements": ()}),
    "alta--segunda-carta-aun-falta": Case("alta", VARIANTS["alta"]["segunda-carta-aun-falta"]),
    "recibido--de-otras-personas": Case("recibido", VARIANTS["recibido"]["otras"]),
    "hoja--y-la-de-otra-persona": Case("hoja", VARIANTS["hoja"]["otras"]),
    "baja": Case("baja", FULL["baja"]),
    "baja--sin-datos": Case("baja", NOTHING, bare=True),
    "familia": Case("familia", FULL["familia"]),
    "familia--sin-datos": Case("familia", NOTHING, bare=True),
    "conservacion": Case("conservacion", FULL["conservacion"]),
    "conservacion--sin-datos": Case("conservacion", NOTHING, bare=True),
    "baja_hecha": Case("baja_hecha", FULL["baja_hecha"]),
    "baja_hecha--sin-datos": Case("baja_hecha", NOTHING, bare=True),
    "alta_hecha": Case("alta_hecha", FULL["alta_hecha"]),
    "alta_hecha--sin-datos": Case("alta_hecha", NOTHING, bare=True),
    "hoja_lista": Case("hoja_lista", FULL["hoja_lista"]),
    "hoja_lista--sin-datos": Case("hoja_lista", NOTHING, bare=True),
}
for _letter in ("consulta", "error_portal", "duplicado", "recordatorio"):
    # What these say hangs on how the case stands: every way of it.
    CASES |= {f"{_letter}--{how}": Case(_letter, facts) for how, facts in VARIANTS[_letter].items()}
    CASES[f"{_letter}--sin-datos"] = Case(_letter, NOTHING, bare=True)


@pytest.mark.parametrize("name", CASES)
def test_the_letter_reads_as_in_its_file(name: str) -> None:
    case = CASES[name]
    letter = written(case.letter, case.facts, case.settings)
    text = f"Asunto: {letter.subject}\n\n{letter.text}"
    file = GOLDEN / f"{name}.txt"
    if os.environ.get("MAILPROC_GOLDEN") == "write":
        file.write_text(text, encoding="utf-8")
        pytest.fail(f"{file.name} was written anew: read the difference, then run again without MAILPROC_GOLDEN.")
    assert text == file.read_text(encoding="utf-8")


def test_every_file_of_the_folder_is_a_letter() -> None:
    assert {file.stem for file in GOLDEN.glob("*.txt")} == set(CASES)


def test_every_letter_of_the_house_has_a_file() -> None:
    assert {case.letter for case in CASES.values()} == set(LETTERS)


def test_only_what_is_complete_says_that_nothing_is_left_to_do() -> None:
    silent = "ni volver a escribir"
    saying = {name for name in CASES if silent in (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")}
    assert saying == {"alta--nada-falta", "alta--sin-datos", "alta--segunda-carta"}


def test_a_date_or_a_term_stands_only_where_it_is_known() -> None:
    for name, case in CASES.items():
        text = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")
        if case.bare and case.letter != "vencida":
            assert " días" not in text, name
    assert date(2026, 5, 12) == FULL["vencida"].issued
    assert "12 de mayo de 2026" in (GOLDEN / "vencida.txt").read_text(encoding="utf-8")
