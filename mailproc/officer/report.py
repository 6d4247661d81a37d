"""The report of a span of days: its figures as HTML, XLSX and JSON. Pure apart from the template; nobody's data."""

import io
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import xlsxwriter

from mailproc.config import Settings
from mailproc.officer.sections import KINDS
from mailproc.reply import spanish, templates
from mailproc.reply.inert import inert
from mailproc.store.counts import Counts

UNKNOWN_PROGRAMME = "Sin carrera registrada"
SHARE = 0.9
"""Of the answers, for the time within which most of them went."""

_SMALL = frozenset({"a", "con", "de", "del", "e", "el", "en", "la", "las", "los", "para", "y"})
_LABELS = 7
"""Weeks that are named under the chart: more do not fit on a phone."""
_WITHIN = (
    ("Hasta 10 minutos", timedelta(minutes=10)),
    ("De 10 minutos a 1 hora", timedelta(hours=1)),
    ("De 1 a 24 horas", timedelta(days=1)),
    ("Más de un día", timedelta.max),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """A row of a chart: `share` is its length in percent of the longest, `percent` of the whole."""

    label: str
    number: int
    share: float
    percent: int


@dataclass(frozen=True, slots=True)
class Column:
    """A week of the chart: `height` in percent of the scale's top, `label` "" where it is not named."""

    title: str
    height: float
    label: str


def report_html(counts: Counts, settings: Settings, *, taken: datetime) -> str:
    """The report to open in a browser or to print. Raises ConfigurationError for a mistake in the template."""
    top = _scale(max((week.cases for week in counts.weeks), default=0))
    hers = counts.cases - counts.alone
    values = {
        "instituto": " ".join(settings.institution.name.split()),
        "desde": spanish.long_date(counts.first),
        "hasta": spanish.long_date(counts.last),
        "hecho": spanish.long_date(taken.astimezone(settings.zone).date()),
        "resumen": _summary(counts),
        "cifras": (
            (f"{counts.messages:,}", "mensajes de afiliación"),
            (f"{counts.cases:,}", "casos"),
            (f"{counts.letters:,}", "cartas enviadas"),
            (
                f"{_percent(counts.alone, counts.cases)} %" if counts.cases else "—",
                "de los casos, sin intervención",
            ),
        ),
        "partes": _bars([("Los llevó el programa solo", counts.alone), ("Pasaron por la oficina", hers)]),
        "encargada": [
            (
                _capital(KINDS[piece.kind]),
                piece.total,
                piece.done,
                piece.total - piece.done,
                duration(piece.median),
            )
            for piece in counts.pieces
        ],
        "tipos": _bars([(_capital(KINDS[kind]), number) for kind, number in counts.kinds]),
        "carreras": _bars([(_programme(name), number) for name, number in counts.programmes]),
        "tope": top,
        "columnas": _columns(counts, top),
        "semanas": [
            (_week(week.monday, counts.first), week.messages, week.cases, week.letters) for week in counts.weeks
        ],
        "respuestas": len(counts.answers),
        "mediana": duration(counts.median),
        "nueve_de_diez": duration(counts.answered_within(SHARE)),
        "tiempos": _bars(_times(counts.answers)),
        "otros": _others(counts),
    }
    return templates.render("report/reporte.html.j2", values, templates_dir=settings.policy.templates_dir)


def report_json(counts: Counts) -> dict[str, Any]:
    """The JSON form: days as ISO 8601, times in seconds, null where there is none."""
    return {
        "from": counts.first.isoformat(),
        "to": counts.last.isoformat(),
        "messages": counts.messages,
        "foreign": counts.foreign,
        "old": counts.old,
        "set_aside": counts.aside,
        "cases": counts.cases,
        "alone": counts.alone,
        "letters": counts.letters,
        "by_kind": {kind.value: number for kind, number in counts.kinds},
        "by_programme": [{"programme": name, "cases": number} for name, number in counts.programmes],
        "by_week": [
            {
                "monday": week.monday.isoformat(),
                "messages": week.messages,
                "cases": week.cases,
                "letters": week.letters,
            }
            for week in counts.weeks
        ],
        "answers": {
            "count": len(counts.answers),
            "median_seconds": _seconds(counts.median),
            "p90_seconds": _seconds(counts.answered_within(SHARE)),
        },
        "officer": [
            {
                "kind": piece.kind.value,
                "cases": piece.total,
                "done": piece.done,
                "median_seconds": _seconds(piece.median),
            }
            for piece in counts.pieces
        ],
    }


def report_tables(counts: Counts) -> dict[str, list[tuple[Any, ...]]]:
    """The report as tables by title, each with its heads as first row: for the terminal and for XLSX."""
    return {
        "Resumen": [
            ("Cifra", "Valor"),
            ("Mensajes de afiliación", counts.messages),
            ("Mensajes que no eran de afiliación", counts.foreign),
            ("Mensajes anteriores, sólo anotados", counts.old),
            ("Mensajes que no se pudieron procesar", counts.aside),
            ("Casos", counts.cases),
            ("Casos que el programa llevó solo", counts.alone),
            ("Casos que pasaron por la oficina", counts.cases - counts.alone),
            ("Cartas enviadas", counts.letters),
            ("Mensajes contestados", len(counts.answers)),
            ("Tiempo de respuesta, mediana", counts.median),
            ("Tiempo de respuesta, 9 de cada 10", counts.answered_within(SHARE)),
        ],
        "Por tipo": [
            ("Tipo de caso", "Casos"),
            *((_capital(KINDS[kind]), number) for kind, number in counts.kinds),
        ],
        "Por carrera": [
            ("Carrera", "Casos"),
            *((_programme(name), number) for name, number in counts.programmes),
        ],
        "Por semana": [
            ("Semana del", "Mensajes", "Casos", "Cartas"),
            *((week.monday, week.messages, week.cases, week.letters) for week in counts.weeks),
        ],
        "Oficina": [
            ("Tipo de caso", "Casos", "Hechos", "Por terminar", "Mediana hasta hecho"),
            *(
                (_capital(KINDS[piece.kind]), piece.total, piece.done, piece.total - piece.done, piece.median)
                for piece in counts.pieces
            ),
        ],
    }


def report_xlsx(counts: Counts, settings: Settings, *, taken: datetime) -> bytes:
    """The report as an Excel file, one sheet for each table; dates are dates and times are times."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    created = taken.astimezone(settings.zone).replace(tzinfo=None)
    span = f"{counts.first:%d/%m/%Y} a {counts.last:%d/%m/%Y}"
    book.set_properties({"title": f"Informe de afiliación, {span}", "created": created})
    head = book.add_format({"bold": True, "font_color": "#ffffff", "bg_color": "#13524a", "text_wrap": True})
    day, span_form = book.add_format({"num_format": "dd/mm/yyyy", "align": "left"}), "[h]:mm"
    time = book.add_format({"num_format": span_form})
    for title, rows in report_tables(counts).items():
        sheet = book.add_worksheet(title)
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, len(rows[0]) - 1, 16)
        for at, name in enumerate(rows[0]):
            sheet.write_string(0, at, name, head)
        for row, cells in enumerate(rows[1:], start=1):
            for at, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(row, at, cell)
                elif isinstance(cell, date):
                    sheet.write_datetime(row, at, cell, day)
                elif isinstance(cell, timedelta):
                    sheet.write_number(row, at, cell / timedelta(days=1), time)
                elif cell is not None:
                    sheet.write_number(row, at, cell)
        sheet.freeze_panes(1, 0)
        sheet.fit_to_pages(1, 0)
        sheet.set_paper(9)  # A4
        sheet.set_header(f"&L&B{title}&R{span}")
    book.close()
    return stream.getvalue()


def duration(time: timedelta | None) -> str:
    """ "4 min", "2 h 15 min", "3 días 4 h", "—" for none."""
    if time is None:
        return "—"
    minutes = round(time.total_seconds() / 60)
    if minutes < 1:
        return "menos de 1 min"
    if minutes < 60:
        return f"{minutes} min"
    hours, minutes = divmod(minutes, 60)
    if hours < 24:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, 24)
    told = spanish.count(days, "día", "días")
    return f"{told} {hours} h" if hours else told


def _summary(counts: Counts) -> str:
    if not counts.cases:
        return "En estos días no se abrió ningún caso."
    cases = spanish.count(counts.cases, "caso", "casos")
    percent = _percent(counts.alone, counts.cases)
    text = f"De {cases}, el programa llevó solo {counts.alone:,} ({percent} %)."
    if counts.answers:
        text += f" La mitad de los mensajes tuvo respuesta en {duration(counts.median)} o menos."
    return text


def _others(counts: Counts) -> str:
    told = [
        spanish.count(counts.foreign, "mensaje que no era de afiliación", "mensajes que no eran de afiliación"),
        spanish.count(
            counts.old, "mensaje anterior que sólo se anotó", "mensajes anteriores que sólo se anotaron"
        ),
        spanish.count(counts.aside, "mensaje que no se pudo procesar", "mensajes que no se pudieron procesar"),
    ]
    numbers = (counts.foreign, counts.old, counts.aside)
    return spanish.listed([text for text, number in zip(told, numbers, strict=True) if number])


def _times(answers: Sequence[timedelta]) -> list[tuple[str, int]]:
    rows, before = [], 0
    for label, limit in _WITHIN:
        until = sum(one <= limit for one in answers)
        rows.append((label, until - before))
        before = until
    return rows


def _bars(rows: Iterable[tuple[str, int]]) -> list[Bar]:
    every = list(rows)
    longest, total = max((number for _, number in every), default=0), sum(number for _, number in every)
    return [
        Bar(label, number, round(100 * number / longest, 2) if longest else 0, _percent(number, total))
        for label, number in every
    ]


def _columns(counts: Counts, top: int) -> list[Column]:
    step = math.ceil(len(counts.weeks) / _LABELS)
    return [
        Column(
            f"Semana del {_week(week.monday, counts.first)}: {spanish.count(week.cases, 'caso', 'casos')}",
            round(100 * week.cases / top, 2),
            "" if place % step else _short(week.monday),
        )
        for place, week in enumerate(counts.weeks)
    ]


def _scale(most: int) -> int:
    """The top of the scale: an even number, round from ten on, not below the most."""
    if most <= 10:
        return max(2, most + most % 2)
    power = int(10 ** (len(str(most)) - 2))
    return next(power * tens for tens in (10, 12, 14, 16, 20, 24, 30, 40, 50, 60, 80, 100) if power * tens >= most)


def _week(monday: date, first: date) -> str:
    year = (
        f" de {monday.year}" if monday.year != first.year or monday == first - timedelta(first.weekday()) else ""
    )
    return f"{spanish.long_date(monday).rpartition(' de ')[0]}{year}"


def _short(monday: date) -> str:
    """ "17 ago"."""
    day, _, month = spanish.long_date(monday).split()[:3]
    return f"{day} {month[:3]}"


def _programme(name: str) -> str:
    """INGENIERIA EN SISTEMAS as "Ingenieria en Sistemas"; what is in mixed case stays as it is."""
    name = inert(name, limit=80)
    if name.isupper():
        words = name.lower().split()
        name = _capital(" ".join(word if word in _SMALL else _capital(word) for word in words))
    return name or UNKNOWN_PROGRAMME


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _percent(part: int, whole: int) -> int:
    """Rounded half up; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def _seconds(time: timedelta | None) -> int | None:
    return None if time is None else round(time.total_seconds())
