"""Invented people, schools and employers, all from a seed. Names are common ones put together by chance."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from tests.documents import identifiers
from tests.documents.identifiers import WORDS

OURS = "A3399990326"
"""The registro patronal of the example configuration: modality 32, right check digit."""
OUR_NAMES = ("INSTITUTO TECNOLOGICO DE TUXTLA GUTIERREZ",)

CLINICS = ("013", "023", "025", "013", "001", "007", "033", "091", "114")
PLACES = {
    "CS": "CHIAPAS",
    "TC": "TABASCO",
    "OC": "OAXACA",
    "VZ": "VERACRUZ",
    "DF": "DISTRITO FEDERAL",
    "NE": "EXTRANJERO",
}


@dataclass(frozen=True, slots=True)
class Human:
    """Somebody invented; `second` is "" for people with one surname."""

    given: str
    first: str
    second: str
    born: date
    sex: str
    state: str
    curp: str
    nss: str

    @property
    def name(self) -> str:
        """Given names first, as the sheets mostly print it."""
        return " ".join(part for part in (self.given, self.first, self.second) if part)

    @property
    def surnames_first(self) -> str:
        """The other order."""
        return " ".join(part for part in (self.first, self.second, self.given) if part)


def human(rng: Random, *, ages: tuple[int, int], today: date, sex: str = "", family: str = "") -> Human:
    """A person whose age in whole years lies within `ages` on the day `today`; `family` is the first surname."""
    oldest = today - timedelta(days=int((ages[1] + 1) * 365.25) - 3)
    youngest = today - timedelta(days=int(ages[0] * 365.25) + 2)
    born = oldest + timedelta(days=rng.randint(0, (youngest - oldest).days))
    drawn = sex or rng.choice("HM")
    given = rng.choice(WORDS["women" if drawn == "M" else "men"])
    written = "X" if not sex and rng.random() < 0.01 else drawn
    state = rng.choices(
        ["CS", "TC", "OC", "VZ", "DF", "NE", rng.choice(identifiers.STATES)], [60, 8, 8, 8, 4, 2, 10]
    )[0]
    first = family or rng.choice(WORDS["surnames"])
    second = "" if rng.random() < 0.03 else rng.choice(WORDS["surnames"])
    key = identifiers.curp(given, first, second, born=born, sex=written, state=state, rng=rng)
    return Human(given, first, second, born, written, state, key, identifiers.nss(rng, born))


def student(rng: Random, today: date) -> Human:
    """Most are 18 to 23, few up to 30."""
    return human(rng, ages=(17, 23) if rng.random() < 0.85 else (24, 30), today=today)


def with_children_of(rng: Random, parent: Human, count: int, *, ages: tuple[int, int], today: date) -> list[Human]:
    """Children who carry the parent's first surname (a mother's stands second)."""
    children = []
    for _ in range(count):
        child = human(rng, ages=ages, today=today, family=parent.first)
        if parent.sex == "M":
            child = _renamed(rng, child, first=rng.choice(WORDS["surnames"]), second=parent.first)
        children.append(child)
    return children


def _renamed(rng: Random, someone: Human, *, first: str, second: str) -> Human:
    key = identifiers.curp(
        someone.given, first, second, born=someone.born, sex=someone.sex, state=someone.state, rng=rng
    )
    return replace(someone, first=first, second=second, curp=key)


def agregado(someone: Human, digit: str, suffix: str, *, old_letters: bool = False) -> str:
    """Like 1M2004ES; `old_letters` writes M for men and F for women."""
    sex = {"H": "M", "M": "F", "X": "X"}[someone.sex] if old_letters else someone.sex
    return f"{digit}{sex}{someone.born.year}{suffix}"
