"""What a layout may print: the facts of `bench.fourth.data`, and who and what else stands on papers."""

from collections.abc import Mapping
from random import Random

from bench.fourth import data
from bench.third.people import human
from bench.third.situations import TODAY, Relative

OFFICES = ("TUXTLA GUTIÉRREZ", "TAPACHULA")
STREETS = (
    "Calzada de las Ceibas 1420", "Av. del Framboyán 77", "Boulevard Las Garzas 2305", "Calle del Cedro Sur 618",
)  # fmt: skip


class Data(data.Data):
    """One sheet's; an office, a clerk and the clerk's boss, an hour and a street are no part of the facts."""

    def __init__(self, rng: Random, cases: Mapping[str, int]) -> None:
        """As in `bench.fourth.data`."""
        super().__init__(rng, cases)
        self.past = self.facts.past
        self.office = rng.choice(OFFICES)
        self.clerk = human(rng, TODAY, (30, 60), sex=rng.choice("HM")).full
        self.boss = human(rng, TODAY, (35, 62), sex=rng.choice("HM")).full
        self.hour = f"{rng.randint(8, 19):02d}:{rng.randint(0, 59):02d}:{rng.randint(0, 59):02d}"
        self.street = rng.choice(STREETS)

    @property
    def unended(self) -> tuple[str, ...]:
        """What the truth lacks on sheets that tell the last day of a right in force alone."""
        return () if self.right else ("valid_until",)

    def student_row(self) -> Relative:
        """The student's among the relatives; StopIteration where the student is the head."""
        return next(kin for kin in self.kin if kin.human is self.facts.students[0])

    def pick(self, *words: str) -> str:
        """One of them by chance."""
        return self.rng.choice(words)

    def by_sex(self, him: str, her: str, other: str) -> str:
        """The word that fits the head."""
        return {"H": him, "M": her, "X": other}[self.head.sex]

    def url(self) -> str:
        """Where a QR code leads."""
        return f"https://serviciosdigitales.ejemplo.gob.mx/v/{self.folio(8)}"

    def sealed(self, count: int) -> str:
        """A digital seal in pieces of 70 signs, for lines to break at."""
        seal = self.seal(count)
        return " ".join(seal[at : at + 70] for at in range(0, count, 70))
