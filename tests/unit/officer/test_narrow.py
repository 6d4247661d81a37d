"""On a phone 380 pixels wide nothing sticks out: every letter, digest and alarm, measured in Chromium."""

import html
import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from mailproc.cases.decision import Decision, Facts, Missing, Student
from mailproc.cases.kinds import COURSES, State
from mailproc.officer.digest import compose_digest
from mailproc.officer.samples import DAY, EMPTY, FULL, MESSAGE_ID
from mailproc.officer.samples import render_all as render_digests
from mailproc.reply.replies import compose
from mailproc.reply.samples import FOLIO, MESSAGE, kind_of, render_all
from tests.unit.reply.institute import institute

WIDTH = 380
LONG = "Nabucodonosorcuauhtémocpopocatépetl" * 4
MEASURE = """
<script>
addEventListener("load", () => {
  const found = [];
  for (const frame of document.querySelectorAll("iframe")) {
    const page = frame.contentDocument, width = frame.clientWidth;
    const wide = [...page.body.querySelectorAll("*")].filter(one => {
      const box = one.getBoundingClientRect();
      return box.width > 0 && (box.right > width + 0.5 || box.left < -0.5 || one.scrollWidth > one.clientWidth + 1
        && one.clientWidth > 0);
    });
    found.push({
      name: frame.title,
      width: page.documentElement.clientWidth,
      scroll: page.documentElement.scrollWidth,
      height: page.body.scrollHeight,
      wide: wide.map(one => one.tagName + "." + one.className + ": " + one.textContent.trim().slice(0, 60)),
    });
  }
  document.body.innerHTML = "";
  document.body.appendChild(document.createElement("pre")).textContent = JSON.stringify(found);
});
</script>
"""


def chromium() -> str:
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.fail("Chromium is not installed: apt-get install chromium (make test does it).")
    return program


def measured(pages: dict[str, str], folder: Path) -> list[dict[str, object]]:
    """What each page measures in a frame of WIDTH: a window of Chromium's is never that narrow."""
    frames = "".join(
        f'<iframe title="{html.escape(name)}" width="{WIDTH}" height="600" style="border:0" '
        f'srcdoc="{html.escape(page)}"></iframe>'
        for name, page in pages.items()
    )
    file = folder / "frames.html"
    file.write_text(f'<!DOCTYPE html><meta charset="utf-8">{MEASURE}<body>{frames}</body>', encoding="utf-8")
    flags = (
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars --dump-dom"
    )
    done = subprocess.run(
        [chromium(), *flags.split(), f"--user-data-dir={folder / 'profile'}", file.as_uri()],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    answer = re.search(r"<pre>(.*)</pre>", done.stdout, re.DOTALL)
    assert answer, done.stdout[-500:]
    return list(json.loads(html.unescape(answer[1])))


def test_nothing_sticks_out_on_a_phone(tmp_path: Path) -> None:
    settings = institute()
    pages = {f"{letter.template} {place}": letter.html for place, letter in enumerate(render_all(settings))}
    pages |= {f"{letter.template} {place}": letter.html for place, letter in enumerate(render_digests(settings))}
    words = Facts(LONG, "0017", LONG, None, (LONG,), missing=(Missing.CLINIC, Missing.CONTROL), umf_wish=LONG)
    for name in {course.letter for course in COURSES.values() if course.letter}:
        decision = Decision(kind=kind_of(name), reasons=(), facts=words)
        letter = compose(decision, folio=FOLIO, message=MESSAGE, settings=settings, message_id=MESSAGE_ID)
        assert letter is not None
        pages[f"{name} with long words"] = letter.html
    cases = [
        replace(
            one,
            student=Student(LONG, LONG, LONG, LONG),
            sender=LONG,
            subject=LONG,
            reasons=(LONG, LONG),
            umf_wish=LONG,
        )
        for one in FULL.open
    ]
    hers = replace(cases[0], state=State.EN_MANOS)
    wide = replace(
        EMPTY,
        open=(*cases, hers),
        answered=tuple(cases),
        troubles=tuple(replace(one, recipient=LONG, cause=LONG) for one in FULL.troubles),
        set_aside=tuple(replace(one, sender=LONG, subject=LONG, cause=LONG) for one in FULL.set_aside),
    )
    pages["digest with long words"] = compose_digest(wide, settings, day=DAY, message_id=MESSAGE_ID).html
    pages["what must be found"] = f'<!DOCTYPE html><body style="margin:0"><div style="width:500px">{LONG}</div>'

    found = {str(one["name"]): one for one in measured(pages, tmp_path)}
    assert set(found) == set(pages)
    control = found.pop("what must be found")
    assert control["wide"] and control["scroll"] != WIDTH
    for name, one in found.items():
        assert (name, one["width"], one["scroll"], one["wide"]) == (name, WIDTH, WIDTH, [])
        assert int(str(one["height"])) > 300, name
