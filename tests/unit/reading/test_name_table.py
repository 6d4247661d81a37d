"""Names of many kinds beside the CURPs that fit them, in the ways in which sheets print a name."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest

from mailproc.reading.curp import is_curp
from mailproc.reading.model import Hints, NameParts, Reading, Witness
from mailproc.reading.names import misfits
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, heard_page, page, text_page
from tests.unit.reading.layouts import STUDENT, Facts, label_lines, prose

# Nombre(s) | primer apellido | segundo apellido | CURP
TABLE = """
JUAN CARLOS | PEREZ | LOPEZ | PELJ050312HCSRPNA0
MARIA | HERNANDEZ | CRUZ | HECM050312MCSRRRA8
MARIA DEL CARMEN | GOMEZ | DIAZ | GODC050312MCSMZRB9
MARIA DE LOS ANGELES | RUIZ | SANTIZ | RUSA050312MCSZNNA4
MA. ELENA | GIRON | TOVILLA | GITE050312MCSRVLA5
JOSE | CHAN | POOL | CAPJ050312HCSHLSA7
JOSE MARIA | MORALES | AVENDAÑO | MOAM050312HCSRVRA7
J. GUADALUPE | ESTRADA | NUÑEZ | EANG050312HCSSXDA0
MARIA JOSE | UTRILLA | CAL Y MAYOR | UICJ050312MCSTLSA8
JOSE DE JESUS | ALBORES | ZEA | AOZJ050312HCSLXSA6
GUADALUPE | LOPEZ | LOPEZ | LOLG050312MCSPPDA8
ÑUSTA | QUISPE | MAMANI | QUMX050312MCSSMSA5
IÑAKI | OCAÑA | MUÑIZ | OAMI050312HCSCXXA0
EMIR | OCAÑA | NUCAMENDI | OANE050312HCSCCMA8
LUCERO | ARCHILA | FARRERA | AIFL050312MCSRRCA1
CARLOS | DE LA CRUZ | DE LA TORRE | CUTC050312HCSRRRA1
ROSA | DE LOS SANTOS | DEL CARPIO | SACR050312MCSNRSA2
LUIS | DEL ANGEL | VAZQUEZ | AEVL050312HCSNZSB7
ANA | SAN JUAN | SAN MARTIN | SASA050312MCSNNNA8
PABLO | SANTA MARIA | RIOS | SARP050312HCSNSBA6
DIEGO | MONTES DE OCA | PONCE DE LEON | MOPD050312HCSNNGA3
SOFIA | ESPINOSA DE LOS MONTEROS | NAJERA | EINS050312MCSSJFB1
ERIKA | VON RAESFELD | MAC GREGOR | RAGE050312MCSSRRA9
FERNANDO | VAN DER WALL | ARIAS | WAAF050312HCSLRRA0
IVAN | NG | AGUILAR | NXAI050312HCSGGVA8
MEI LING | WU | LI | WULM050312MCSXXXB3
JESUS | O | RAMOS | OXRJ050312HCSXMSA4
ELSA | ICH | UC | IXUE050312MCSCCLA1
ANTONIO | VACA | LEON | VALA050312HCSCNNA7
ANA | PUERTO | TOLEDO | PXTA050312MCSRLNA1
BENITO | COELLO | GALVEZ | COGB050312HCSLLNA0
RODRIGO | VILLAFAÑA |  | VIXR050312HCSLXDA4
ZOE | RUIZ |  | RUXZ050312MCSZXXA7
JOHN | SMITH |  | SIXJ050312HCSMXHA6
DAYSI | ÑECO | ÑAÑEZ | XEXD050312MCSCXYA0
XOCHITL | XOOL | YAH | XOYX050312MCSLHCA4
ITZEL NAYELI | ZUÑIGA | QUINTERO | ZUQI050312MCSXNTA1
ANGEL DE JESUS | CASTAÑEDA | LEON | CALA050312HCSSNNA2
LUZ DEL ALBA | SANCHEZ | ORTIZ | SAOL050312MCSNRZA8
MIGUEL ANGEL | IÑIGUEZ | BARRIENTOS | IIBM050312HCSXRGA4
BRANDON JAIR | AGÜERO | PINGÜINO | AUPB050312HCSGNRA6
TERESITA DEL NIÑO JESUS | GUTIERREZ | COUTIÑO | GUCT050312MCSTTRA9
"""
PEOPLE = [tuple(cell.strip() for cell in line.split("|")) for line in TABLE.strip().splitlines()]


def facts_of(person: tuple[str, ...]) -> Facts:
    given, first, second, curp = person
    return replace(STUDENT, given=given, first=first, second=second, curp=curp, agregado=f"1{curp[10]}2005ES")


def in_one_string(facts: Facts, said: str) -> Drawing:
    """The sheet of label and value lines with the whole name beside one label."""
    runs = [run for run in label_lines(facts).runs if not (120 > run[1] >= 98 or 134 > run[1] >= 120)]
    return Drawing([run for run in runs if run[2] not in {"Segundo apellido:", facts.second}]).put(
        60, 98, "Nombre completo:"
    ).put(260, 98, said)  # fmt: skip


def surnames(facts: Facts) -> str:
    return f"{facts.first} {facts.second}".strip()


WAYS: dict[str, Callable[[Facts], Drawing]] = {
    "three cells": label_lines,
    "given names first": lambda facts: in_one_string(facts, facts.name.strip()),
    "surnames first": lambda facts: in_one_string(facts, f"{surnames(facts)} {facts.given}"),
    "a comma": lambda facts: in_one_string(facts, f"{surnames(facts)}, {facts.given}"),
    "a slash": lambda facts: in_one_string(facts, f"{surnames(facts)}/{facts.given}"),
    "slashes with spaces": lambda facts: in_one_string(facts, f"{surnames(facts)} / {facts.given}"),
    "signs of money": lambda facts: in_one_string(facts, surnames(facts).replace(" ", " ") + f"${facts.given}"),
    "small letters": lambda facts: in_one_string(facts, facts.name.strip().title()),
    "in a sentence": prose,
}


def read(drawing: Drawing) -> Reading:
    [reading] = read_pages([text_page(drawing)], Hints())
    return reading


def words(name: str) -> list[str]:
    return sorted(unicodedata.normalize("NFC", name).upper().replace("Ü", "U").split())


@pytest.mark.parametrize("person", PEOPLE, ids=[" ".join(person[:3]) for person in PEOPLE])
def test_the_table_is_right(person: tuple[str, ...]) -> None:
    given, first, second, curp = person
    assert is_curp(curp)
    assert misfits(NameParts(given, first, second), curp) == 0


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("person", PEOPLE, ids=[" ".join(person[:3]) for person in PEOPLE])
def test_a_name_is_read_however_it_is_printed(person: tuple[str, ...], way: str) -> None:
    facts = facts_of(person)
    reading = read(WAYS[way](facts))
    if facts.first == "O" and way == "three cells":
        assert reading.name is None  # a letter alone in a cell is more often a stain
        return
    assert reading.name is not None
    assert words(reading.name.value) == words(facts.name)
    assert reading.name.trusted
    parts = reading.name_parts
    if parts is not None and not parts.ambiguous:
        assert (parts.given, parts.first, parts.second) == (
            facts.given,
            *(one.replace("Ü", "U") for one in person[1:3]),
        )


UNSEEN = {
    "zero-width spaces": lambda text: text[:2] + "\u200b" + text[2:],
    "soft hyphens": lambda text: text[:3] + "\u00ad" + text[3:],
    "a byte order mark": lambda text: "\ufeff" + text,
    "joiners": lambda text: text[:2] + "\u2060\u200d" + text[2:],
    "accents of their own": lambda text: unicodedata.normalize("NFD", text),
    "spaces that do not break": lambda text: text.replace(" ", "\u00a0"),
    "wide letters": lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
}


@pytest.mark.parametrize("how", UNSEEN)
def test_signs_that_nobody_sees_change_nothing(how: str) -> None:
    facts = facts_of(("DAYSI", "ÑECO", "ÑAÑEZ", "XEXD050312MCSCXYA0"))
    drawing = label_lines(facts)
    seen = text_page(Drawing([(x, y, UNSEEN[how](text)) for x, y, text in drawing.runs]))
    [reading] = read_pages([seen], Hints())
    [plain] = read_pages([text_page(drawing)], Hints())
    for field in ("nss", "curp", "name", "vigente", "estado", "agregado", "umf", "issued", "holder"):
        one, other = getattr(reading, field), getattr(plain, field)
        assert (one and one.value, one and one.trusted) == (other.value, other.trusted), field


# What was printed, what the words came to, and the CURP: a space lost or put in, or a part cut off.
SPOILED = [
    ("OCAÑA NUCAMENDI JOSE EMIR", "OCAÑA NUCAMENDIJOSE EMIR", "OANE050312HCSCCMA8"),
    ("LUCERO ARCHILA FARRERA", "ARCHI LA FARRERA LUCERO", "AIFL050312MCSRRCA1"),
    ("JIMENA JUAREZ SAN JUAN", "JUAREZ SAN JUAN", "JUSJ010613MYNRNMF9"),
    ("MARIA DEL CARMEN GOMEZ DIAZ", "GOMEZ DIAZ MARIA DEL", "GODC050312MCSMZRB9"),
    ("ITZEL NAYELI ZUÑIGA QUINTERO", "ITZEL NAYELIZUÑIGA QUINTERO", "ZUQI050312MCSXNTA1"),
    ("JUAN CARLOS PEREZ LOPEZ", "JUAN CARLOSPEREZLOPEZ", "PELJ050312HCSRPNA0"),
    ("SOFIA ESPINOSA DE LOS MONTEROS NAJERA", "SOFIA ESPINOSADELOSMONTEROS NAJERA", "EINS050312MCSSJFB1"),
    ("ANA PEREZ LOPEZ", "ANA PER EZ LOPEZ", "PELA080920MCSRPNA8"),
]


@pytest.mark.parametrize(("printed", "came", "curp"), SPOILED)
def test_a_name_with_a_space_too_few_or_too_many_is_not_believed(printed: str, came: str, curp: str) -> None:
    facts = replace(STUDENT, curp=curp, agregado=f"1{curp[10]}20{curp[4:6]}ES", given="X", first="Y", second="Z")
    drawing = in_one_string(facts, came)
    heard = page(1, (Witness.RAPID, drawing.lines()), (Witness.TESSERACT, drawing.lines()))
    for seen in (text_page(drawing), heard):
        [reading] = read_pages([seen], Hints())
        assert reading.name is None or not reading.name.trusted or words(reading.name.value) == words(printed)
        assert reading.nss is not None
        assert reading.nss.trusted


def test_of_two_spellings_the_one_that_fits_the_curp_is_taken() -> None:
    facts = facts_of(("CARLOS", "PEREZ", "LOPEZ", "PELC050312HCSRPRA1"))
    drawing = in_one_string(facts, facts.name)
    [reading] = read_pages([heard_page(drawing, tesseract={"PEREZ LOPEZ": "PERE Z LOPEZ"})], Hints())
    assert reading.name is not None
    assert words(reading.name.value) == words(facts.name)


@pytest.mark.parametrize(
    ("given", "first", "glued", "believed"),
    [("CARLOS", "SAN JUAN", "SANJUAN", True), ("ANA KAREN", "PEREZ", "ANAKAREN", False)],
)
def test_of_two_ways_to_part_a_name_that_the_curp_allows_only_what_hangs_together_is_believed(
    given: str, first: str, glued: str, *, believed: bool
) -> None:
    facts = replace(STUDENT, given=given, first=first, second="LOPEZ")
    curp = {"CARLOS": "SALC050312HCSNPRA4", "ANA KAREN": "PELA050312MCSRPNA3"}[given]
    facts = replace(facts, curp=curp, agregado=f"1{curp[10]}2005ES")
    drawing = in_one_string(facts, f"{given} {first} LOPEZ")
    parted = given if given.replace(" ", "") == glued else first
    [reading] = read_pages([heard_page(drawing, rapid={parted: glued})], Hints())
    assert reading.name is not None
    assert words(reading.name.value) == words(facts.name)
    assert reading.name.trusted is believed


@pytest.mark.parametrize("run_on", ["{0.given} {0.first} {0.second}", "{0.first} {0.second} {0.given}"])
def test_a_given_name_that_ran_on_into_the_surnames_lines_ends_before_them(run_on: str) -> None:
    drawing = label_lines(STUDENT)
    lines = [(x, y, run_on.format(STUDENT) if text == STUDENT.given else text) for x, y, text in drawing.runs]
    reading = read(Drawing(lines))
    assert reading.name is not None
    assert words(reading.name.value) == words(STUDENT.name)


def test_a_preposition_before_the_given_name_is_no_part_of_it() -> None:
    facts = replace(STUDENT, given="CARLOS", first="SAN JUAN", second="LOPEZ", curp="SALC050312HCSNPRA4")
    reading = read(in_one_string(replace(facts, agregado="1H2005ES"), "DE CARLOS SAN JUAN LOPEZ"))
    assert reading.name is not None
    assert words(reading.name.value) == words(facts.name)
