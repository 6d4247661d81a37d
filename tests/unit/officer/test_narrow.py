"""On a phone 380 pixels wide nothing sticks out: every letter, digest and alarm, measured in Chromium."""

import html
import json
import re
from dataclasses import replace

from mailproc.cases.decision import Facts, Missing, Student
from mailproc.cases.kinds import LETTERS, State
from mailproc.officer.digest import compose_digest, standalone
from mailproc.officer.samples import DAY, EMPTY, FULL, MESSAGE_ID
from mailproc.officer.samples import render_all as render_digests
from mailproc.reply.samples import render_all, written
from tests.browser import browse, frame
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


def measured(pages: dict[str, str]) -> list[dict[str, object]]:
    """What each page measures in a frame of WIDTH."""
    frames = "".join(frame(name, page, width=WIDTH, height=600) for name, page in pages.items())
    printed = browse(f'<!DOCTYPE html><meta charset="utf-8">{MEASURE}<body>{frames}</body>', "--dump-dom")
    answer = re.search(r"<pre>(.*)</pre>", printed, re.DOTALL)
    assert answer, printed[-500:]
    return list(json.loads(html.unescape(answer[1])))


def test_nothing_sticks_out_on_a_phone() -> None:
    settings = institute()
    pages = {f"{letter.template} {place}": letter.html for place, letter in enumerate(render_all(settings))}
    pages |= {
        f"{letter.template} {place}": standalone(letter) for place, letter in enumerate(render_digests(settings))
    }
    words = Facts(LONG, "0017", LONG, None, (LONG,), missing=(Missing.CLINIC, Missing.CONTROL), umf_wish=LONG)
    pages |= {f"{name} with long words": written(name, words, settings).html for name in LETTERS}
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
    pages["digest with long words"] = standalone(compose_digest(wide, settings, day=DAY, message_id=MESSAGE_ID))
    pages["what must be found"] = f'<!DOCTYPE html><body style="margin:0"><div style="width:500px">{LONG}</div>'

    found = {str(one["name"]): one for one in measured(pages)}
    assert set(found) == set(pages)
    control = found.pop("what must be found")
    assert control["wide"] and control["scroll"] != WIDTH
    for name, one in found.items():
        assert (name, one["width"], one["scroll"], one["wide"]) == (name, WIDTH, WIDTH, [])
        assert int(str(one["height"])) > 300, name
