"""Sheets that say one thing to people and another to programs, or did so before somebody changed them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from mailproc.reading.model import Field, Hints, Page, ProblemCode, Reading, Witness, Word
from mailproc.reading.read import read_pages
from tests.unit.reading.drawing import Drawing, page, text_page
from tests.unit.reading.layouts import ALL, STUDENT, Facts, cards, label_lines

OTHER = "55551234127"
Layout = Callable[[Facts], Drawing]


def _read(*pages: Page) -> Reading:
    [reading] = read_pages(pages, Hints())
    return reading


def _told(reading: Reading) -> set[tuple[ProblemCode, str]]:
    return {(one.code, one.field) for one in reading.problems}


def _firm(field: Field | None) -> bool:
    return field is not None and field.trusted


def _only(drawing: Drawing, text: str) -> Drawing:
    """The runs that hold a text."""
    return Drawing([run for run in drawing.runs if text in run[2]])


# --- Covered ----------------------------------------------------------------------------------------------

CHANGES: dict[str, tuple[dict[str, object], dict[str, object]]] = {
    "nss": ({"nss": STUDENT.nss}, {"nss": OTHER}),
    "vigente": (
        {"right": "NO", "estado": "", "agregado": "1H2005"},
        {"right": "SI", "estado": "", "agregado": "1H2005"},
    ),
    "issued": ({"issued": "05/08/2026"}, {"issued": "12/08/2026"}),
    "estado": ({"estado": "CONSERVACION DE DERECHOS"}, {"estado": "VIGENTE"}),
}
"""By field: what the sheet said, and what an edit made of it."""


def _difference(then: Drawing, now: Drawing) -> tuple[Word, ...]:
    """The words of one drawing that the other has not."""
    kept = set(now.words())
    return tuple(word for word in then.words() if word not in kept)


@pytest.mark.parametrize("layout", ALL.values(), ids=ALL.keys())
@pytest.mark.parametrize("name", CHANGES)
def test_a_value_covered_by_another_is_an_edit_and_neither_is_believed(name: str, layout: Layout) -> None:
    then, now = (layout(replace(STUDENT, **facts)) for facts in CHANGES[name])
    reading = _read(page(1, (Witness.TEXT, now.words()), (Witness.HIDDEN, _difference(then, now))))
    assert (ProblemCode.EDITED, name) in _told(reading)
    assert not _firm(getattr(reading, name))


@pytest.mark.parametrize("layout", [label_lines, cards])
def test_a_value_covered_by_nothing_is_an_edit_too(layout: Layout) -> None:
    then = layout(STUDENT)
    now = Drawing([(x, y, text.replace(STUDENT.nss, "").rstrip()) for x, y, text in then.runs])
    reading = _read(page(1, (Witness.TEXT, now.words()), (Witness.HIDDEN, _difference(then, now))))
    assert (ProblemCode.EDITED, "nss") in _told(reading)
    assert not _firm(reading.nss)


def test_what_was_not_touched_is_believed_as_before() -> None:
    then, now = (label_lines(replace(STUDENT, **facts)) for facts in CHANGES["issued"])
    reading = _read(page(1, (Witness.TEXT, now.words()), (Witness.HIDDEN, _difference(then, now))))
    assert _firm(reading.nss)
    assert _firm(reading.curp)
    assert _firm(reading.vigente)
    assert not _firm(reading.issued)


# --- Hidden elsewhere -------------------------------------------------------------------------------------


def test_another_number_in_hidden_text_is_told_and_the_visible_one_not_believed() -> None:
    hidden = Drawing().put(60, 700, "NSS:").put(260, 700, OTHER)
    reading = _read(page(1, (Witness.TEXT, cards(STUDENT).words()), (Witness.HIDDEN, hidden.words())))
    assert (ProblemCode.HIDDEN_TEXT, "nss") in _told(reading)
    assert reading.nss is not None
    assert (reading.nss.value, reading.nss.trusted) == (STUDENT.nss, False)


def test_hidden_text_that_repeats_a_value_is_told_and_the_value_not_believed() -> None:
    """A copy of it may lie under a picture that shows people another one."""
    hidden = Drawing().put(60, 700, STUDENT.nss)
    reading = _read(page(1, (Witness.TEXT, cards(STUDENT).words()), (Witness.HIDDEN, hidden.words())))
    assert (ProblemCode.HIDDEN_TEXT, "nss") in _told(reading)
    assert not _firm(reading.nss)
    assert _firm(reading.curp)


def test_hidden_text_alone_is_no_value() -> None:
    drawing = cards(STUDENT).without(STUDENT.nss)
    hidden = Drawing().put(60, 700, "NSS:").put(260, 700, OTHER)
    reading = _read(page(1, (Witness.TEXT, drawing.words()), (Witness.HIDDEN, hidden.words())))
    assert reading.nss is None


@pytest.mark.parametrize("text", ["IMSS", "Página 1 de 1", "www.imss.gob.mx", "COPIA"])
def test_hidden_text_that_carries_no_value_is_nobodys_business(text: str) -> None:
    hidden = Drawing().put(60, 700, text)
    reading = _read(page(1, (Witness.TEXT, cards(STUDENT).words()), (Witness.HIDDEN, hidden.words())))
    assert reading == _read(text_page(cards(STUDENT)))


def test_letters_drawn_twice_are_nobodys_business() -> None:
    drawing = cards(STUDENT)
    twice = _only(drawing, STUDENT.nss).words()
    assert _read(page(1, (Witness.TEXT, drawing.words()), (Witness.HIDDEN, twice))) == _read(text_page(drawing))


def test_what_a_crop_cut_off_is_nobodys_business_while_it_says_the_same() -> None:
    drawing = cards(STUDENT)
    cut_off = Drawing().put(60, 830, "Cadena original:").put(60, 842, f"||1.0|{STUDENT.nss}|{STUDENT.curp}||")
    reading = _read(page(1, (Witness.TEXT, drawing.words()), (Witness.HIDDEN, cut_off.words())))
    assert reading == _read(text_page(drawing))


# --- Before the file was changed --------------------------------------------------------------------------


@pytest.mark.parametrize("layout", ALL.values(), ids=ALL.keys())
@pytest.mark.parametrize("name", CHANGES)
def test_a_value_that_an_update_changed_is_an_edit(name: str, layout: Layout) -> None:
    then, now = (layout(replace(STUDENT, **facts)) for facts in CHANGES[name])
    reading = _read(page(1, (Witness.TEXT, now.words()), (Witness.FORMER, then.words())))
    assert (ProblemCode.EDITED, name) in _told(reading)
    assert not _firm(getattr(reading, name))


def test_an_update_that_changed_the_employers_and_the_name_is_told_so() -> None:
    then = label_lines(STUDENT)
    now = label_lines(replace(STUDENT, registro="Y5491234322", employer="ESCUELA NORMAL SUPERIOR DE CHIAPAS"))
    reading = _read(page(1, (Witness.TEXT, now.words()), (Witness.FORMER, then.words())))
    assert (ProblemCode.EDITED, "employers") in _told(reading)
    assert not _firm(reading.employers)


def test_an_update_that_added_a_value_where_none_was_is_an_edit() -> None:
    now = label_lines(STUDENT)
    then = now.without(STUDENT.nss)
    reading = _read(page(1, (Witness.TEXT, now.words()), (Witness.FORMER, then.words())))
    assert (ProblemCode.EDITED, "nss") in _told(reading)


def test_an_update_that_added_a_stamp_changed_nothing() -> None:
    then = label_lines(STUDENT)
    now = label_lines(STUDENT).put(400, 20, "RECIBIDO SERVICIOS ESCOLARES 14/08/2026")
    reading = _read(page(1, (Witness.TEXT, now.words()), (Witness.FORMER, then.words())))
    assert reading == _read(text_page(now))


def test_former_words_never_speak() -> None:
    drawing = cards(STUDENT).without(STUDENT.nss)
    reading = _read(page(1, (Witness.TEXT, drawing.words()), (Witness.FORMER, cards(STUDENT).words())))
    assert reading.nss is None


# --- Laid over --------------------------------------------------------------------------------------------


def test_a_value_that_is_typed_onto_the_sheet_is_an_edit() -> None:
    drawing = label_lines(STUDENT)
    typed = _only(drawing, STUDENT.nss).words()
    bare = drawing.without(STUDENT.nss).words()
    reading = _read(page(1, (Witness.TEXT, bare), (Witness.TYPED, typed)))
    assert (ProblemCode.EDITED, "nss") in _told(reading)
    assert not _firm(reading.nss)


def test_engines_that_see_what_is_typed_on_a_scan_do_not_make_it_true() -> None:
    drawing = label_lines(STUDENT)
    typed = _only(drawing, STUDENT.nss).words()
    seen = ((Witness.RAPID, drawing.lines()), (Witness.TESSERACT, drawing.lines(confidence=0.9)))
    reading = _read(page(1, (Witness.TYPED, typed), *seen))
    assert (ProblemCode.EDITED, "nss") in _told(reading)
    assert not _firm(reading.nss)
    assert _firm(reading.curp)


def test_a_typed_note_that_says_nothing_new_is_no_edit() -> None:
    drawing = label_lines(STUDENT)
    typed = Drawing().put(60, 740, "Recibido el 14/08/2026 en ventanilla").words()
    told = _told(_read(page(1, (Witness.TEXT, drawing.words()), (Witness.TYPED, typed))))
    assert not {code for code, _ in told} & {ProblemCode.EDITED, ProblemCode.HIDDEN_TEXT}


def test_a_sheet_that_is_typed_altogether_is_no_edit_but_hearsay() -> None:
    reading = _read(page(1, (Witness.TYPED, label_lines(STUDENT).words())))
    assert ProblemCode.EDITED not in {code for code, _ in _told(reading)}
    assert not _firm(reading.nss)


def test_a_sheet_printed_on_a_letterhead_that_the_engines_read_too_is_no_edit() -> None:
    drawing = label_lines(STUDENT)
    reading = _read(page(1, (Witness.TYPED, drawing.words()), (Witness.RAPID, drawing.lines())))
    assert ProblemCode.EDITED not in {code for code, _ in _told(reading)}


# --- A scanner's layer against the picture ----------------------------------------------------------------


def _scan(said: Drawing, drawn: Drawing) -> Reading:
    return _read(
        page(
            1,
            (Witness.SCANNER, said.words()),
            (Witness.RAPID, drawn.lines()),
            (Witness.TESSERACT, drawn.lines(confidence=0.9)),
        )
    )


@pytest.mark.parametrize("layout", ALL.values(), ids=ALL.keys())
@pytest.mark.parametrize("name", ["nss", "vigente"])
def test_a_layer_that_says_another_value_than_the_picture_contradicts_it(name: str, layout: Layout) -> None:
    said, drawn = (layout(replace(STUDENT, **facts)) for facts in CHANGES[name])
    reading = _scan(said, drawn)
    assert (ProblemCode.CONTRADICTION, name) in _told(reading)
    assert not _firm(getattr(reading, name))


@pytest.mark.parametrize("number", ["04662185760", "04 66 21 8576 0"])
def test_a_number_that_the_picture_has_nowhere_contradicts_it_wherever_it_stands(number: str) -> None:
    said = Drawing().put(60, 760, f"||1.0|{number}|")
    reading = _scan(said, label_lines(STUDENT))
    assert (ProblemCode.CONTRADICTION, "nss") in _told(reading)
    assert not _firm(reading.nss)
    assert _firm(reading.curp)


def test_a_number_that_the_picture_has_elsewhere_contradicts_nothing() -> None:
    drawn = label_lines(STUDENT).put(60, 760, "Folio: 04662185760")
    reading = _scan(Drawing().put(60, 760, "04662185760"), drawn)
    assert ProblemCode.CONTRADICTION not in {code for code, _ in _told(reading)}


def test_a_layer_with_slips_of_the_scanner_contradicts_nothing() -> None:
    drawn = label_lines(STUDENT)
    slips = {STUDENT.nss: STUDENT.nss.replace("0", "O"), STUDENT.name.split()[0]: "J0SE", "Derechos": "Derech0s"}
    said = Drawing(drawn.runs)
    for right, wrong in slips.items():
        said = Drawing([(x, y, text.replace(right, wrong)) for x, y, text in said.runs])
    reading = _scan(said, drawn)
    assert ProblemCode.CONTRADICTION not in {code for code, _ in _told(reading)}
    assert _firm(reading.nss)


def test_a_layer_that_says_the_same_confirms() -> None:
    reading = _scan(label_lines(STUDENT), label_lines(STUDENT))
    assert reading.issued is not None
    assert (reading.issued.value, reading.issued.trusted) == (date(2026, 8, 12), True)
    assert Witness.SCANNER in reading.issued.witnesses
