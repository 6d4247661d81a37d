"""The few marks of a letter's template, and the letter as text and as blocks for the HTML shell.

A letter is written once, as plain text; both forms are made from it, so they cannot say different things.

    Asunto: …       the subject; a blank line ends it
    > text          what matters most: a coloured box in HTML, a paragraph in text
    # text          a heading
    - text          a list          1. text   a numbered list (numbered anew)
    *words*         bold in HTML
    ---             what follows is the small print
    anything else   a paragraph; a blank line ends it, line breaks within it do not count
"""

import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

WIDTH = 76

_BULLET = re.compile(r"- +(.*)")
_STEP = re.compile(r"\d{1,2}\. +(.*)")
_BOLD = re.compile(r"(?<!\w)\*(?=\S)([^*]+?)(?<=\S)\*(?!\w)")


class Role(StrEnum):
    """What a block is; the HTML shell asks for these words."""

    PARAGRAPH = "paragraph"
    KEY = "key"
    HEADING = "heading"
    BULLETS = "bullets"
    STEPS = "steps"
    RULE = "rule"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one look. `href` is "" where it is no link."""

    text: str
    bold: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """`items` holds one line, the items of a list, or nothing (RULE); each line is a tuple of runs."""

    role: Role
    items: tuple[tuple[Run, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A rendered template, understood."""

    subject: str
    blocks: tuple[Block, ...]


def parse(rendered: str, *, links: Mapping[str, str]) -> Draft:
    """`links` maps a text that may be a link ("www.imss.gob.mx") to its address; nothing else becomes one.

    Raises ValueError where there is no subject.
    """
    head, _, body = rendered.strip().partition("\n\n")
    if not head.startswith("Asunto:") or not head.removeprefix("Asunto:").strip():
        raise ValueError('it must begin with "Asunto: …" and a blank line')
    subject = " ".join(head.removeprefix("Asunto:").split())
    blocks: list[tuple[Role, list[str]]] = []
    fresh = True
    for line in body.splitlines():
        text = line.strip()
        if not text:
            fresh = True
            continue
        role, content = _mark(text)
        last = blocks[-1] if blocks else None
        if last and role is Role.PARAGRAPH and not fresh and last[0] not in {Role.HEADING, Role.RULE}:
            last[1][-1] += " " + content
        elif last and role is last[0] and role in {Role.BULLETS, Role.STEPS}:
            last[1].append(content)
        elif last and role is last[0] is Role.KEY and not fresh:
            last[1][-1] += " " + content
        else:
            blocks.append((role, [content] if content else []))
        fresh = False
    return Draft(
        subject, tuple(Block(role, tuple(_runs(item, links) for item in items)) for role, items in blocks)
    )


def _mark(line: str) -> tuple[Role, str]:
    """The role of a line by its first characters, and the rest."""
    if re.fullmatch(r"-{3,}", line):
        return Role.RULE, ""
    if line.startswith("> "):
        return Role.KEY, line[2:].strip()
    if line.startswith("# "):
        return Role.HEADING, line[2:].strip()
    if match := _BULLET.fullmatch(line):
        return Role.BULLETS, match[1]
    if match := _STEP.fullmatch(line):
        return Role.STEPS, match[1]
    return Role.PARAGRAPH, line


def _runs(text: str, links: Mapping[str, str]) -> tuple[Run, ...]:
    text = " ".join(text.split())
    runs: list[Run] = []
    at = 0
    for match in _BOLD.finditer(text):
        runs += _linked(text[at : match.start()], links, bold=False)
        runs += _linked(match[1], links, bold=True)
        at = match.end()
    return tuple(runs + _linked(text[at:], links, bold=False))


def _linked(text: str, links: Mapping[str, str], *, bold: bool) -> list[Run]:
    if not links:
        return [Run(text, bold)] if text else []
    longest_first = sorted(links, key=len, reverse=True)
    # Whole addresses only: "www.imss.gob.mx.otro.example" is none of ours.
    known = "|".join(re.escape(link) for link in longest_first)
    parts = re.split(rf"(?<![\w./@-])({known})(?![\w/@-]|\.\w)", text)
    return [Run(part, bold, links.get(part, "")) for part in parts if part]


def as_text(blocks: Sequence[Block]) -> str:
    """The text part: lines of at most WIDTH characters (a long address stays whole), "\\n" line ends."""
    return "\n\n".join(_block_text(block) for block in _joined(blocks)) + "\n"


def _joined(blocks: Sequence[Block]) -> list[list[Block]]:
    """A heading stays with the block below it."""
    groups: list[list[Block]] = []
    for block in blocks:
        if groups and groups[-1][-1].role is Role.HEADING:
            groups[-1].append(block)
        else:
            groups.append([block])
    return groups


def _block_text(group: Sequence[Block]) -> str:
    return "\n".join(_one(block) for block in group)


def _one(block: Block) -> str:
    lines = ["".join(run.text for run in item) for item in block.items]
    if block.role is Role.RULE:
        return "-" * 24
    if block.role is Role.HEADING:
        return f"{lines[0]}\n{'-' * len(lines[0])}"
    if block.role is Role.BULLETS:
        return "\n".join(_wrap(line, first="- ") for line in lines)
    if block.role is Role.STEPS:
        return "\n".join(_wrap(line, first=f"{number}. ") for number, line in enumerate(lines, start=1))
    return "\n".join(_wrap(line) for line in lines)


def _wrap(line: str, *, first: str = "") -> str:
    return textwrap.fill(
        line,
        WIDTH,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )
