"""Letters as tests look at them: made, laid out, and read as a page."""

import re
from html.parser import HTMLParser

from mailproc.cases.decision import Facts
from mailproc.cases.kinds import LETTERS as NAMES
from mailproc.config import Settings
from mailproc.message.model import Message
from mailproc.reply import blocks, templates
from mailproc.reply.model import Letter
from mailproc.reply.replies import compose, letter_values
from mailproc.reply.samples import FOLIO, MESSAGE, MESSAGE_ID, decided
from tests.unit.reply.institute import bare_institute, institute

LETTERS = sorted(NAMES)
FULL_INSTITUTE, BARE_INSTITUTE = institute(), bare_institute()


def letter_of(
    name: str, facts: Facts, *, settings: Settings = FULL_INSTITUTE, folio: str = FOLIO, message: Message = MESSAGE
) -> Letter:
    """The letter of that name with these facts, composed as an answer to the message."""
    letter = compose(decided(name, facts), folio=folio, message=message, settings=settings, message_id=MESSAGE_ID)
    assert letter is not None
    return letter


class Page(HTMLParser):
    """The tags of a page, and its visible text by element."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.attributes: set[str] = set()
        self.text: list[str] = []
        self._silent = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name in {"href", "src"}]
        self._silent = tag in {"style", "title"} or ("class", "preview") in attrs

    def handle_endtag(self, tag: str) -> None:
        self._silent = False

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.text.append(data)

    @property
    def words(self) -> list[str]:
        return re.findall(r"\w+", " ".join(self.text))


def draft_of(name: str, facts: Facts, settings: Settings) -> blocks.Draft:
    """The letter before it is laid out: much quicker than all of it."""
    values = letter_values(facts, folio=FOLIO, settings=settings)
    return blocks.parse(templates.render(f"replies/{name}.txt.j2", values, templates_dir=None), links={})
