"""`make letters`: every letter as a picture, on a phone and on a desk, light and dark, in build/letters.

With the argument `docs` it draws the pictures of the documents anew instead: docs/cartas.png, three letters as three
phones show them, and docs/digest.png, the digest on two.
"""

import io
import json
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import product
from pathlib import Path

from PIL import Image
from rich.console import Console
from rich.progress import track

from mailproc.officer.digest import compose_digest, standalone
from mailproc.officer.samples import DAY, FULL, MESSAGE_ID
from mailproc.reply.samples import Sample, samples
from tests.browser import browse, frame
from tests.unit.reply.institute import institute

PICTURES = Path("build/letters")
DOCS = Path("docs/cartas.png")
DIGEST = Path("docs/digest.png")
SHOWN = (("alta", False), ("baja_previa", True), ("hoja_lista", False))
WIDTHS = (380, 700)
GAP = 12
TALLEST = 15_000
"""Pixels of one picture that Chromium still draws whole."""

_STYLE = "<style>body{margin:0;background:#8a8f8c} iframe{position:absolute}</style>"
_MEASURE = """
<script>
addEventListener("load", () => {
  const heights = [...document.querySelectorAll("iframe")].map(one => one.contentDocument.body.scrollHeight);
  document.body.innerHTML = "<pre>" + JSON.stringify(heights) + "</pre>";
});
</script>
"""


def heights(pages: Sequence[str]) -> list[int]:
    """How tall each page is on a phone, where it is tallest."""
    frames = "".join(frame("", page, width=WIDTHS[0], height=10) for page in pages)
    answer = re.search(r"<pre>(\[.*)</pre>", browse(f"<!DOCTYPE html>{_MEASURE}<body>{frames}", "--dump-dom"))
    if answer is None:
        raise RuntimeError("Chromium measured nothing.")
    return [int(one) for one in json.loads(unescape(answer[1]))]


def drawn(page: str, *, width: int, height: int) -> Image.Image:
    """The page as Chromium draws it in a window of that size."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "page.png")
        browse(page, f"--screenshot={file}", f"--window-size={width},{height}")
        return Image.open(io.BytesIO(file.read_bytes())).convert("RGB")


def sheets(tall: Sequence[tuple[Sample, int]]) -> Iterator[list[tuple[Sample, int]]]:
    """The letters by as many as go into one picture: each start of Chromium takes seconds."""
    sheet: list[tuple[Sample, int]] = []
    for one in tall:
        if sum(height for _, height in (*sheet, one)) > TALLEST:
            yield sheet
            sheet = []
        sheet.append(one)
    yield sheet


def pictures(found: Sequence[Sample]) -> Iterator[tuple[str, Image.Image]]:
    """Each letter's name and its picture: phone and desk, light and dark, side by side."""
    width = 2 * sum(WIDTHS) + 3 * GAP
    tall = list(zip(found, heights([one.letter.html for one in found]), strict=True))
    for sheet in track(list(sheets(tall)), description="Drawing", console=Console(), transient=True):
        body, top = "", 0
        for one, height in sheet:
            body += f'<div style="position:absolute;top:{top}px">'
            left = 0
            for wide, dark in product(WIDTHS, (False, True)):
                body += f'<div style="position:absolute;left:{left}px">'
                body += frame("", one.letter.html, width=wide, height=height, dark=dark) + "</div>"
                left += wide + GAP
            body += "</div>"
            top += height
        whole = drawn(f"<!DOCTYPE html>{_STYLE}<body>{body}", width=width, height=top)
        top = 0
        for one, height in sheet:
            yield one.name, whole.crop((0, top, width, top + height))
            top += height


def phones(found: dict[str, Sample]) -> Image.Image:
    """The first screen of some letters, small enough for the documents."""
    width, height = WIDTHS[0], 780
    body = "".join(
        f'<div style="position:absolute;left:{GAP + place * (width + GAP)}px;top:{GAP}px">'
        + frame("", found[name].letter.html, width=width, height=height, dark=dark)
        + "</div>"
        for place, (name, dark) in enumerate(SHOWN)
    )
    page = f"<!DOCTYPE html>{_STYLE}<body>{body}"
    whole = drawn(page, width=len(SHOWN) * (width + GAP) + GAP, height=height + 2 * GAP)
    return whole.quantize(48, dither=Image.Dither.NONE)


def digest_phones() -> Image.Image:
    """The sample's digest: how it begins, and a case to be reviewed, dark."""
    width, height = WIDTHS[0], 1000
    page = standalone(compose_digest(FULL, institute(), day=DAY, message_id=MESSAGE_ID))
    # The second is the same page begun at its review: a frame is not scrolled before it is drawn.
    head, review = page.index('<p class="headline"'), page.rindex("<h2", 0, page.index(">Por revisar"))
    body = "".join(
        f'<div style="position:absolute;left:{GAP + place * (width + GAP)}px;top:{GAP}px">'
        + frame("", shown, width=width, height=height, dark=bool(place))
        + "</div>"
        for place, shown in enumerate((page, page[:head] + page[review:]))
    )
    whole = drawn(f"<!DOCTYPE html>{_STYLE}<body>{body}", width=2 * (width + GAP) + GAP, height=height + 2 * GAP)
    return whole.quantize(64, dither=Image.Dither.NONE)


def main() -> None:
    """Draw what was asked for, and tell where it is."""
    found = list(samples(institute()))
    if sys.argv[1:] == ["docs"]:
        phones({one.name: one for one in found}).save(DOCS, optimize=True)
        digest_phones().save(DIGEST, optimize=True)
        print(f"Drawn: {DOCS}, {DIGEST}")
        return
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    for name, picture in pictures(found):
        picture.save(PICTURES / f"{name}.png", compress_level=1)
    print(f"{len(found)} letters, phone and desk, light and dark: {PICTURES}")


if __name__ == "__main__":
    main()
