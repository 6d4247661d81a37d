"""The phone app's view of the right to care, drawn with Pillow: one narrow column, dark or light."""

import subprocess
from functools import cache
from random import Random

from PIL import Image, ImageDraw, ImageFont

from bench.truth import Truth
from bench.unseen.cases import Facts, truth_of
from bench.unseen.wording import Wording, wording

WIDTH = 1080
THEMES = {
    "claro": ("#f4f4f6", "#ffffff", "#1c1c1e", "#6b6b70", "#0f6e56"),
    "oscuro": ("#101214", "#1d2024", "#f2f2f2", "#a0a4aa", "#5cc8a6"),
    "vino": ("#faf7f2", "#ffffff", "#262626", "#77716a", "#7a1f3d"),
}
SHOWN = frozenset({"agregado", "umf", "issued", "valid_until"})


@cache
def font(name: str, size: int) -> ImageFont.FreeTypeFont:
    """A font of the system by its fontconfig name."""
    asked = ["fc-match", "-f", "%{file}", name]
    path = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    return ImageFont.truetype(path, size)


class Column:
    """A pen that goes down one column and wraps words; the canvas is cut to length at the end."""

    def __init__(self, rng: Random) -> None:
        self.ground, self.card, self.ink, self.faint, self.accent = THEMES[rng.choice(list(THEMES))]
        self.family = rng.choice(("Roboto", "Open Sans", "Carlito"))
        self.step = rng.choice((36, 40, 44))
        self.image = Image.new("RGB", (WIDTH, 6000), self.ground)
        self.draw = ImageDraw.Draw(self.image)
        self.margin = rng.choice((48, 72))
        self.y = 0

    def _lines(self, text: str, face: ImageFont.FreeTypeFont, width: int) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if face.getlength(longer) <= width or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def text(self, text: str, *, size: int, colour: str, bold: bool = False, x: int | None = None) -> None:
        """Writes and goes down."""
        face = font(self.family + (":bold" if bold else ""), size)
        left = self.margin if x is None else x
        for line in self._lines(text, face, WIDTH - left - self.margin):
            self.draw.text((left, self.y), line, font=face, fill=colour)
            self.y += int(size * 1.3)

    def pair(self, label: str, value: str, *, beside: bool) -> None:
        """A label above its value, or left of it with the value at the right edge."""
        face, small = font(f"{self.family}:bold", self.step), font(self.family, int(self.step * 0.8))
        room = WIDTH - 2 * self.margin - small.getlength(label) - 40
        if beside and face.getlength(value) <= room:
            self.draw.text((self.margin, self.y + 6), label, font=small, fill=self.faint)
            self.draw.text((WIDTH - self.margin, self.y), value, font=face, fill=self.ink, anchor="ra")
            self.y += int(self.step * 1.35)
        else:
            self.text(label, size=int(self.step * 0.8), colour=self.faint)
            self.text(value or "—", size=self.step, colour=self.ink, bold=True)
        self.y += int(self.step * 0.55)
        self.draw.line((self.margin, self.y - 10, WIDTH - self.margin, self.y - 10), fill=self.faint, width=1)

    def bar(self, rng: Random) -> None:
        """The phone's own line: clock, network, battery."""
        clock = f"{rng.randint(7, 22)}:{rng.randint(0, 59):02d}"
        self.draw.text((44, 20), clock, font=font("Roboto", 34), fill=self.ink)
        self.draw.text(
            (WIDTH - 44, 20), f"4G  {rng.randint(11, 99)}%", font=font("Roboto", 34), fill=self.ink, anchor="ra"
        )
        self.y = 92

    def done(self, rng: Random) -> Image.Image:
        """At least a phone's height; longer ones are scrolling screenshots."""
        height = max(self.y + 190, rng.choice((1920, 2280, 2400)))
        self.draw.rectangle((0, height - 130, WIDTH, height), fill=self.card)
        for place, word in enumerate(("Inicio", "Trámites", "Citas", "Perfil")):
            self.draw.text(
                (135 + 270 * place, height - 60), word, font=font("Roboto", 28), fill=self.faint, anchor="mm"
            )
        return self.image.crop((0, 0, WIDTH, height))


def screen(made: Facts, rng: Random) -> tuple[Image.Image, Truth]:
    """One screenshot and its truth."""
    w, pen = wording(rng), Column(rng)
    beside = rng.random() < 0.5
    pen.bar(rng)
    pen.draw.rectangle((0, pen.y - 8, WIDTH, pen.y + 110), fill=pen.accent)
    pen.y += 16
    pen.text(
        "‹  " + rng.choice(("IMSS Digital", "Mi IMSS", "Servicios digitales")),
        size=46,
        colour="#ffffff",
        bold=True,
    )
    pen.y += 60
    pen.text(w["title"], size=52, colour=pen.ink, bold=True)
    pen.y += 24
    first = rng.random() < 0.5
    if first:
        _verdict(made, w, pen)
    for label, value in (
        (w["name"], w.full(made.head)), (w["nss"], w.nss(made.head.nss)), (w["curp"], made.head.curp),
        (w["estado"], w.text(made.estado)), (w["agregado"], made.agregado), (w["umf"], w.umf(made)),
        (w["issued"], w.day(made.issued)),
    ):  # fmt: skip
        pen.pair(label, value, beside=beside)
    if made.valid_until:
        pen.pair(w["valid_until"], w.day(made.valid_until), beside=beside)
    with_modality = rng.random() < 0.5
    if made.employers:
        _heading(pen, w["employers"])
    for one in made.employers:
        pen.pair(w["employer"], one.name, beside=False)
        pen.pair(w["registro"], w.registro(one.registro), beside=beside)
        if with_modality:
            pen.pair(w["modality"], one.modality, beside=beside)
    if made.last:
        pen.pair(w["last"], f"{w.registro(made.last.registro)} {made.last.name}", beside=False)
    if not first:
        _verdict(made, w, pen)
    _relatives(made, w, pen, beside=beside)
    pen.pair(w["folio"], made.folio, beside=beside)
    active = tuple(w.printed(one, modality=with_modality) for one in made.employers)
    return pen.done(rng), truth_of(made, shown=SHOWN, name=w.full(made.head), employers=active)


def _heading(pen: Column, text: str) -> None:
    pen.y += 26
    pen.text(text, size=int(pen.step * 1.1), colour=pen.accent, bold=True)
    pen.y += 16


def _verdict(made: Facts, w: Wording, pen: Column) -> None:
    pen.draw.rounded_rectangle(
        (pen.margin - 20, pen.y - 14, WIDTH - pen.margin + 20, pen.y + 140), 24, fill=pen.card
    )
    face = font(f"{pen.family}:bold", 40)
    pen.draw.text((pen.margin, pen.y + 10), w["right"], font=font(pen.family, 36), fill=pen.ink)
    pen.draw.text((pen.margin, pen.y + 64), w.said(made.right), font=face, fill=pen.accent)
    pen.y += 180


def _relatives(made: Facts, w: Wording, pen: Column, *, beside: bool) -> None:
    if not made.relatives:
        return
    _heading(pen, w["family"])
    for row in made.relatives:
        pen.pair("Nombre", w.full(row.human), beside=False)
        pen.pair("CURP", row.human.curp, beside=beside)
        pen.pair(w["relation"], row.relation, beside=beside)
        pen.pair("Agregado", row.agregado, beside=beside)
        pen.pair("Con derecho", w.said(row.right), beside=beside)
        pen.y += 20
