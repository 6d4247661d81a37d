"""What a layout may print: the facts, their spellings, and what else stands on papers."""

import string
from collections.abc import Mapping
from random import Random

from bench.fourth.spelling import day
from bench.third.people import STATES, Human, human
from bench.third.situations import TODAY, facts
from mailproc.reading.model import Employer

SIGNS = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
SEXES = {"H": "HOMBRE", "M": "MUJER", "X": "NO BINARIO"}


class Data:
    """The facts of one sheet, and the dice for what means nothing (folios, telephones, who signs)."""

    def __init__(self, rng: Random, cases: Mapping[str, int]) -> None:
        """`cases` are those of `bench.third.situations` that suit the layout, by how often."""
        self.rng = rng
        self.facts = facts(rng, rng.choices(list(cases), list(cases.values()))[0])
        self.head, self.kin = self.facts.head, self.facts.relatives
        self.employers, self.right = self.facts.employers, self.facts.right
        self.state, self.sex = STATES[self.head.state], SEXES[self.head.sex]
        self.clinic = str(int(self.facts.umf)) if self.facts.umf else ""

    def nss(self, style: str = "") -> str:
        """The head's, whole or in groups."""
        n = self.head.nss
        return {
            "": n,
            " ": f"{n[:4]} {n[4:6]} {n[6:10]} {n[10]}",
            "-": f"{n[:2]}-{n[2:4]}-{n[4:6]}-{n[6:10]}-{n[10]}",
            "10-1": f"{n[:10]}-{n[10]}",
            "10 1": f"{n[:10]} {n[10]}",
            "2": f"{n[:2]} {n[2:4]} {n[4:6]} {n[6:10]} {n[10]}",
            "3": f"{n[:3]} {n[3:6]} {n[6:9]} {n[9:]}",
            ".": f"{n[:2]}.{n[2:4]}.{n[4:6]}.{n[6:10]}.{n[10]}",
        }[style]

    def registro(self, employer: Employer, style: str = "") -> str:
        """An employer's, whole, in groups, or without its last digits."""
        r = employer.registro
        return {
            "": r,
            "-": f"{r[:8]}-{r[8:10]}-{r[10]}",
            "10-1": f"{r[:10]}-{r[10]}",
            "10": r[:10],
            "8-2": f"{r[:8]}-{r[8:10]}",
            " ": f"{r[:3]} {r[3:8]} {r[8:10]} {r[10]}",
        }[style]

    def surnames_first(self, who: Human | None = None, sep: str = " ") -> str:
        """A name with the surnames before it; the head's by default."""
        who = who or self.head
        return f"{who.first} {who.second}".strip() + sep + who.given

    def born(self, style: str = "/") -> str:
        """The head's day of birth."""
        return day(self.head.born, style)

    def folio(self, count: int = 11) -> str:
        """So many digits that mean nothing."""
        return "".join(self.rng.choice("0123456789") for _ in range(count))

    def seal(self, count: int) -> str:
        """So many signs of a digital seal."""
        return "".join(self.rng.choice(SIGNS) for _ in range(count))

    def phone(self) -> str:
        """A number of Tuxtla's."""
        return f"961 {self.rng.randint(100, 999)} {self.rng.randint(10, 99)} {self.rng.randint(10, 99)}"

    def somebody(self) -> str:
        """The name of one who signs, and is no part of the facts."""
        return human(self.rng, TODAY, (33, 60), sex=self.rng.choice("HM")).full
