"""An engine's hearing with its faults: misread and lost characters, joined and parted lines, lines not found."""

import string
from random import Random

from mailproc.reading.model import Box, Word

ALIKE = {"0": "O", "O": "0", "1": "I", "I": "1", "5": "S", "S": "5", "8": "B", "B": "8", "6": "8", "2": "Z", "Z": "2",
         "M": "N", "N": "M", "C": "G", "E": "F", "3": "8", "7": "1", "4": "A", "U": "V", "H": "N"}  # fmt: skip


def misheard(words: tuple[Word, ...], rng: Random, rate: float) -> tuple[Word, ...]:
    """The words as an engine gives them that errs in one of 1 / `rate` characters, and loses or parts some lines."""
    heard: list[Word] = []
    for word in words:
        if rng.random() < rate:
            continue
        for piece in _parted(word, rng, rate):
            text = "".join(_misread(character, rng, rate) for character in piece.text)
            if rng.random() < rate:
                text = text.replace(" ", "")
            if text.strip():
                heard.append(Word(text, _shaken(piece.box, rng), round(rng.uniform(0.6, 0.99), 3)))
    return tuple(heard)


def _parted(word: Word, rng: Random, rate: float) -> list[Word]:
    """The line in two boxes, now and then."""
    if " " not in word.text or rng.random() >= rate:
        return [word]
    at = rng.choice([place for place, character in enumerate(word.text) if character == " "])
    box, share = word.box, at / len(word.text)
    middle = box.x0 + share * box.width
    left, right = Box(box.x0, box.y0, middle, box.y1), Box(middle, box.y0, box.x1, box.y1)
    return [Word(word.text[:at], left), Word(word.text[at + 1 :], right)]


def _misread(character: str, rng: Random, rate: float) -> str:
    if rng.random() >= rate:
        return character
    how = rng.random()
    if how < 0.7:
        return ALIKE.get(character.upper(), character)
    return "" if how < 0.85 else rng.choice(string.ascii_uppercase + string.digits)


def _shaken(box: Box, rng: Random) -> Box:
    sides = [rng.uniform(-0.08, 0.08) * box.height for _ in range(4)]
    return Box(box.x0 + sides[0], box.y0 + sides[1], box.x1 + sides[2], box.y1 + sides[3])
