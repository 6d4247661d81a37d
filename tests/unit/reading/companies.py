"""Forms on which a company's name takes several lines of its cell, each drawn for any name and width: no generator's.

A form draws a whole sheet with the employers given, their names parted into lines, and is named by its function.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from tests.unit.reading.drawing import LETTER, Drawing

LINE = 12.0
"""From one line of a cell to the next."""


@dataclass(frozen=True, slots=True)
class Work:
    """An employer as it is printed: the name's lines."""

    registro: str
    modality: str
    lines: tuple[str, ...]

    @property
    def name(self) -> str:
        """In one string."""
        return " ".join(self.lines)


def work(registro: str, name: str, width: int) -> Work:
    """The name parted into lines of at most `width` letters."""
    modality = registro[8:10]
    return Work(registro, modality, tuple(wrap(name, width, break_long_words=False)))


Form = Callable[[Sequence[Work]], Drawing]


def sheet() -> Drawing:
    """What stands above the employers."""
    drawing = Drawing().put(150, 20, "CONSTANCIA DE VIGENCIA DE DERECHOS")
    drawing.put(60, 60, "Con derecho al servicio médico:").put(300, 60, "SI")
    return drawing.put(60, 700, "Este documento no acredita derecho alguno y carece de validez oficial.")


def _width(text: str) -> float:
    return LETTER * len(text)


def _column(drawing: Drawing, x: float, y: float, lines: Sequence[str], pitch: float = LINE) -> float:
    for line in lines:
        drawing.put(x, y, line)
        y += pitch
    return y


def _heads(drawing: Drawing, *, names: float = 260) -> None:
    drawing.put(60, 100, "Registro patronal").put(180, 100, "Modalidad").put(names, 100, "Razón social")


def top_of_the_cell(works: Sequence[Work], *, hang: float = 0.0, pitch: float = LINE, space: float = 6) -> Drawing:
    """A table; registro and modality stand `hang` of the name's further height below its first line."""
    drawing = sheet()
    _heads(drawing)
    y = 118.0
    for one in works:
        level = y + hang * (len(one.lines) - 1) * pitch
        drawing.put(60, level, one.registro).put(180, level, one.modality)
        y = _column(drawing, 260, y, one.lines, pitch) + space
    return drawing


def middle_of_the_cell(works: Sequence[Work]) -> Drawing:
    """A table; the registro in the middle of the name's lines, or between two of them."""
    return top_of_the_cell(works, hang=0.5)


def foot_of_the_cell(works: Sequence[Work]) -> Drawing:
    """A table; the registro beside the name's last line."""
    return top_of_the_cell(works, hang=1.0)


def rows_close_together(works: Sequence[Work]) -> Drawing:
    """A table without any space between its rows; the registro in the middle."""
    return top_of_the_cell(works, hang=0.5, space=0)


def wide_lines(works: Sequence[Work]) -> Drawing:
    """A table whose lines stand nearly their own height apart."""
    return top_of_the_cell(works, pitch=19, space=16)


def wide_lines_middle(works: Sequence[Work]) -> Drawing:
    """The same, the registro in the middle."""
    return top_of_the_cell(works, hang=0.5, pitch=19, space=16)


def very_wide_lines(works: Sequence[Work]) -> Drawing:
    """A table whose lines stand farther apart than they are high."""
    return top_of_the_cell(works, pitch=23, space=20)


def centred(works: Sequence[Work]) -> Drawing:
    """A table whose cells are centred both ways."""
    drawing = sheet()
    _heads(drawing, names=330)
    y = 118.0
    for one in works:
        level = y + 0.5 * (len(one.lines) - 1) * LINE
        drawing.put(75, level, one.registro).put(197, level, one.modality)
        for line in one.lines:
            drawing.put(360 - _width(line) / 2, y, line)
            y += LINE
        y += 6
    return drawing


def flush_right(works: Sequence[Work]) -> Drawing:
    """Labels left, values set flush right, the label beside the first line."""
    drawing, y = sheet(), 100.0
    for one in works:
        drawing.put(60, y, "Registro patronal").put(560 - _width(one.registro), y, one.registro)
        drawing.put(60, y + 18, "Patrón")
        y += 18
        for line in one.lines:
            drawing.put(560 - _width(line), y, line)
            y += LINE
        y += 8
    return drawing


def flush_right_middle(works: Sequence[Work]) -> Drawing:
    """The same, the label beside the middle of the name."""
    drawing, y = sheet(), 100.0
    for one in works:
        drawing.put(60, y, "Registro patronal").put(560 - _width(one.registro), y, one.registro)
        y += 18
        drawing.put(60, y + 0.5 * (len(one.lines) - 1) * LINE, "Patrón")
        for line in one.lines:
            drawing.put(560 - _width(line), y, line)
            y += LINE
        y += 8
    return drawing


def _pairs(drawing: Drawing, works: Sequence[Work], hang: float, left: float, right: float) -> Drawing:
    y = 100.0
    for one in works:
        drawing.put(left, y, "Registro patronal").put(right, y, one.registro)
        y += 18
        drawing.put(left, y + hang * (len(one.lines) - 1) * LINE, "Nombre o razón social")
        y = _column(drawing, right, y, one.lines) + 6
        drawing.put(left, y, "Modalidad").put(right, y, one.modality)
        y += 22
    return drawing


def pairs(works: Sequence[Work]) -> Drawing:
    """Labels left of values."""
    return _pairs(sheet(), works, 0, 60, 260)


def pairs_middle(works: Sequence[Work]) -> Drawing:
    """The label beside the middle of the name's lines."""
    return _pairs(sheet(), works, 0.5, 60, 260)


def pairs_foot(works: Sequence[Work]) -> Drawing:
    """The label beside the name's last line."""
    return _pairs(sheet(), works, 1.0, 60, 260)


def _mirrored(works: Sequence[Work], hang: float) -> Drawing:
    drawing = sheet()
    drawing.put(60, 80, "12-34-56-7890-1").put(330, 80, "Folio interno")
    return _pairs(drawing, works, hang, 330, 60)


def values_left(works: Sequence[Work]) -> Drawing:
    """Values left of labels, the label beside the first line."""
    return _mirrored(works, 0)


def values_left_middle(works: Sequence[Work]) -> Drawing:
    """Values left of labels, the label beside the middle."""
    return _mirrored(works, 0.5)


def tiles(works: Sequence[Work]) -> Drawing:
    """A label over each value, one employer's tiles side by side."""
    drawing, y = sheet(), 100.0
    for one in works:
        drawing.put(60, y, "Registro patronal").put(180, y, "Modalidad").put(260, y, "Nombre del patrón")
        drawing.put(480, y, "Turno").put(480, y + 13, "MATUTINO")
        drawing.put(60, y + 13, one.registro).put(180, y + 13, one.modality)
        y = _column(drawing, 260, y + 13, one.lines) + 14
    return drawing


def side_bar(works: Sequence[Work]) -> Drawing:
    """Everything in a narrow column, labels over values, while a text stands right of it at other heights."""
    drawing, y = sheet(), 100.0
    for one in works:
        drawing.put(40, y, "Patrón")
        y = _column(drawing, 40, y + 12, one.lines) + 8
        drawing.put(40, y, "Registro patronal").put(40, y + 12, one.registro)
        y += 32
    for at, text in enumerate(("Unidad de adscripción", "Con fundamento en la Ley", "Citas por teléfono")):
        drawing.put(330, 105 + 17 * at, text)
    return drawing


def captions(works: Sequence[Work]) -> Drawing:
    """Labels under their values, name and registro side by side."""
    drawing, y = sheet(), 110.0
    drawing.put(60, 80, "PELJ050312HCSRPN04").put(60, 92, "Clave Única de Registro de Población")
    for one in works:
        foot = y + (len(one.lines) - 1) * LINE
        drawing.put(60, foot, one.registro).put(60, foot + 12, "Registro patronal")
        _column(drawing, 260, y, one.lines)
        drawing.put(260, foot + 12, "Nombre del patrón")
        y = foot + 38
    return drawing


def captions_one_over_another(works: Sequence[Work]) -> Drawing:
    """Labels under their values, the registro above the name."""
    drawing, y = sheet(), 110.0
    drawing.put(60, 80, "PELJ050312HCSRPN04").put(60, 92, "Clave Única de Registro de Población")
    for one in works:
        drawing.put(60, y, one.registro).put(60, y + 12, "Registro patronal")
        y = _column(drawing, 60, y + 36, one.lines)
        drawing.put(60, y, "Nombre del patrón")
        y += 26
    return drawing


def lines_of_a_list(works: Sequence[Work]) -> Drawing:
    """Everything abbreviated, one pair after the other; what does not fit goes on at the left margin."""
    drawing, y = sheet(), 100.0
    for one in works:
        drawing.put(40, y, f"R. PAT. {one.registro}").put(170, y, f"MOD. {one.modality}")
        drawing.put(240, y, f"NOM. O RAZ. SOC. {one.lines[0]}")
        y = _column(drawing, 40, y + LINE, one.lines[1:]) + 6
    return drawing


def under_the_label(works: Sequence[Work]) -> Drawing:
    """A label and its value in one run; what does not fit goes on under the label."""
    drawing, y = sheet(), 100.0
    for one in works:
        drawing.put(60, y, f"Registro patronal: {one.registro}")
        drawing.put(60, y + 16, f"Nombre del patrón: {one.lines[0]}")
        drawing.put(330, y + 16, "Consultorio: 4")
        y = _column(drawing, 60, y + 16 + LINE, one.lines[1:]) + 12
    return drawing


def name_over_registro(works: Sequence[Work]) -> Drawing:
    """A list without labels but its heading: the name, its registro under it."""
    drawing = sheet().put(60, 100, "PATRONES VIGENTES")
    y = 120.0
    for one in works:
        y = _column(drawing, 60, y, one.lines)
        drawing.put(60, y, f"{one.registro} · mod. {one.modality}")
        y += 24
    return drawing


def registro_over_name(works: Sequence[Work]) -> Drawing:
    """The registro, its name under it."""
    drawing = sheet().put(60, 100, "PATRONES VIGENTES")
    y = 120.0
    for one in works:
        drawing.put(60, y, one.registro)
        y = _column(drawing, 60, y + LINE, one.lines) + 10
    return drawing


def dashes(works: Sequence[Work]) -> Drawing:
    """A list of registro, dash and name in one run, that goes on under the name's beginning."""
    drawing = sheet().put(60, 100, "PATRONES VIGENTES")
    y = 120.0
    for one in works:
        drawing.put(60, y, f"{one.registro} - {one.lines[0]}")
        y = _column(drawing, 60 + _width(f"{one.registro} - "), y + LINE, one.lines[1:]) + 6
    return drawing


def dashes_at_the_margin(works: Sequence[Work]) -> Drawing:
    """The same, that goes on at the left margin."""
    drawing = sheet().put(60, 100, "PATRONES VIGENTES")
    y = 120.0
    for one in works:
        drawing.put(60, y, f"{one.registro} - {one.lines[0]}")
        y = _column(drawing, 60, y + LINE, one.lines[1:]) + 6
    return drawing


def sentence_in_loose_lines(works: Sequence[Work]) -> Drawing:
    """A letter whose lines stand far apart; the names run over their ends."""
    drawing, y = sheet(), 100.0
    for one in works:
        drawing.put(40, y, f"Se encuentra inscrito por conducto del patrón {one.lines[0]}")
        y = _column(drawing, 40, y + 20, one.lines[1:-1], 20)
        last = one.lines[-1] if len(one.lines) > 1 else ""
        drawing.put(40, y, f"{last} con registro patronal {one.registro}.".strip())
        y += 32
    return drawing


def named_after_the_registro(works: Sequence[Work]) -> Drawing:
    """Lines that end with the name or amid it."""
    drawing, y = sheet(), 100.0
    for one in works:
        drawing.put(40, y, f"Registro patronal {one.registro}, patrón {one.lines[0]}")
        y = _column(drawing, 40, y + 13, one.lines[1:], 13) + 12
    return drawing


def leaders(works: Sequence[Work]) -> Drawing:
    """A listing with dots from label to value, that goes on under the value."""
    drawing, y = sheet(), 100.0
    for one in works:
        drawing.put(40, y, "REGISTRO PATRONAL ........").put(240, y, one.registro)
        drawing.put(40, y + LINE, "NOMBRE DEL PATRON ........")
        y = _column(drawing, 240, y + LINE, one.lines) + LINE
    return drawing


def numbered(works: Sequence[Work]) -> Drawing:
    """A table with the rows' numbers, the name before the registro, which stands beside its first line."""
    drawing = sheet()
    drawing.put(40, 100, "No.").put(80, 100, "Patrón").put(330, 100, "Registro patronal").put(470, 100, "Mod.")
    y = 118.0
    for at, one in enumerate(works, 1):
        drawing.put(40, y, str(at)).put(330, y, one.registro).put(470, y, one.modality)
        y = _column(drawing, 80, y, one.lines) + 6
    return drawing


def numbered_middle(works: Sequence[Work]) -> Drawing:
    """The same with cells centred in height and no space between the rows."""
    drawing = sheet()
    drawing.put(40, 100, "No.").put(80, 100, "Patrón").put(330, 100, "Registro patronal").put(470, 100, "Mod.")
    y = 118.0
    for at, one in enumerate(works, 1):
        level = y + 0.5 * (len(one.lines) - 1) * LINE
        drawing.put(40, level, str(at)).put(330, level, one.registro).put(470, level, one.modality)
        y = _column(drawing, 80, y, one.lines) + 1
    return drawing


def level_between(works: Sequence[Work]) -> Drawing:
    """A table whose name cells have small type and its own leading beside a registro in big type: lines are level
    with nothing."""
    drawing = sheet()
    _heads(drawing)
    y = 118.0
    for one in works:
        drawing.put(60, y + 4, one.registro).put(180, y + 4, one.modality)
        y = _column(drawing, 260, y, one.lines, 11) + 9
    return drawing


FORMS: tuple[Form, ...] = (
    top_of_the_cell, middle_of_the_cell, foot_of_the_cell, rows_close_together, wide_lines, wide_lines_middle,
    very_wide_lines, centred, flush_right, flush_right_middle, pairs, pairs_middle, pairs_foot, values_left,
    values_left_middle, tiles, side_bar, captions, captions_one_over_another, lines_of_a_list, under_the_label,
    name_over_registro, registro_over_name, dashes, dashes_at_the_margin, sentence_in_loose_lines,
    named_after_the_registro, leaders, numbered, numbered_middle, level_between,
)  # fmt: skip
