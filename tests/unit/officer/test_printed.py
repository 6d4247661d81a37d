"""Her digest on paper and with its pictures, as Chromium shows it: the sample, and a morning of forty cases."""

import html
import io
import json
import re
import unicodedata
from pathlib import Path

import pypdf
import pytest

from mailproc.officer.digest import compose_digest, standalone
from mailproc.officer.samples import DAY, FULL, MESSAGE_ID
from mailproc.officer.view import DigestView
from mailproc.reply.model import Letter
from tests.browser import browse, frame
from tests.unit.officer.mornings import busy
from tests.unit.reply.institute import institute

MEASURE = """
<script>
addEventListener("load", () => {
  const found = [...document.querySelectorAll("iframe")].map(frame => ({
    scroll: frame.contentDocument.documentElement.scrollWidth,
    pictures: [...frame.contentDocument.images].map(one => ({
      natural: [one.naturalWidth, one.naturalHeight],
      right: one.getBoundingClientRect().right,
      shown: one.getBoundingClientRect().width,
    })),
  }));
  document.body.innerHTML = "";
  document.body.appendChild(document.createElement("pre")).textContent = JSON.stringify(found);
});
</script>
"""


def digest(view: DigestView) -> Letter:
    return compose_digest(view, institute(), day=DAY, message_id=MESSAGE_ID)


@pytest.mark.parametrize(("view", "most"), [(FULL, 1), (busy(), 2)], ids=["sample", "forty cases"])
def test_it_is_printed_on_a_sheet_or_two(view: DigestView, most: int, tmp_path: Path) -> None:
    browse(standalone(digest(view)), "--no-pdf-header-footer", f"--print-to-pdf={tmp_path}/digest.pdf")
    pages = pypdf.PdfReader(io.BytesIO((tmp_path / "digest.pdf").read_bytes())).pages
    assert len(pages) == most
    assert [round(float(side)) for side in pages[0].mediabox[2:]] == [595, 842]  # A4
    text = unicodedata.normalize("NFKC", " ".join(page.extract_text() for page in pages))
    assert all(case.folio in text for case in view.open)
    assert "sin confirmar" in text and "Terminados" in text


def test_each_picture_is_seen_at_every_width() -> None:
    letter = digest(FULL)
    widths = (380, 640, 1100)
    frames = "".join(frame("", standalone(letter), width=width, height=600) for width in widths)
    printed = browse(f'<!DOCTYPE html><meta charset="utf-8">{MEASURE}<body>{frames}</body>', "--dump-dom")
    answer = re.search(r"<pre>(.*)</pre>", printed, re.DOTALL)
    assert answer
    found = json.loads(html.unescape(answer[1]))
    pictures = sum(bool(glimpse.jpeg) for case in FULL.open for glimpse in case.sheet)
    assert pictures == len(letter.parts) == 8
    for width, one in zip(widths, found, strict=True):
        assert one["scroll"] == width
        assert len(one["pictures"]) == pictures
        assert all(picture["natural"] == [540, 96] for picture in one["pictures"])
        assert all(0 < picture["shown"] <= picture["right"] <= width for picture in one["pictures"])
