"""Sound files broken by chance, as transfers, disks and hostile hands break them. Everything follows from the seed."""

import struct
from collections.abc import Sequence
from random import Random

_TELLING = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
"""Lengths and counts at which programs err."""


def broken(content: bytes, others: Sequence[bytes], seed: str) -> bytes:
    """The file, changed in one to three ways; `others` are what pieces of other files come from."""
    rng = Random(seed)
    for _ in range(rng.randint(1, 3)):
        content = rng.choice(_WAYS)(content, others, rng) or content
    return content


def _bytes(content: bytes, others: Sequence[bytes], rng: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 2, 8, 40))):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _bits(content: bytes, others: Sequence[bytes], rng: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(rng.choice((1, 1, 5))):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def _cut(content: bytes, others: Sequence[bytes], rng: Random) -> bytes:
    return content[: rng.randrange(len(content))]


def _without(content: bytes, others: Sequence[bytes], rng: Random) -> bytes:
    start = rng.randrange(len(content))
    return content[:start] + content[start + rng.choice((1, 2, 100, 4096)) :]


def _twice(content: bytes, others: Sequence[bytes], rng: Random) -> bytes:
    start = rng.randrange(len(content))
    end = start + rng.choice((1, 30, 3000))
    return content[:end] + content[start:end] * rng.choice((1, 2, 50)) + content[end:]


def _spliced(content: bytes, others: Sequence[bytes], rng: Random) -> bytes:
    other = rng.choice(others)
    return content[: rng.randrange(len(content))] + other[rng.randrange(len(other)) :]


def _exchanged(content: bytes, others: Sequence[bytes], rng: Random) -> bytes:
    one, two = sorted((rng.randrange(len(content)), rng.randrange(len(content))))
    size = min(rng.choice((2, 4, 512)), two - one)
    three, four = content[one : one + size], content[two : two + size]
    return content[:one] + four + content[one + size : two] + three + content[two + size :]


def _length(content: bytes, others: Sequence[bytes], rng: Random) -> bytes:
    """A number where a number may stand: binary ones are mostly near the start or the end, printed ones anywhere."""
    digits = [at for at in range(len(content)) if 0x30 <= content[at] <= 0x39] if rng.random() < 0.5 else []
    if digits:
        at = rng.choice(digits)
        return content[:at] + str(rng.choice(_TELLING)).encode() + content[at + 1 :]
    near = rng.choice((0, max(0, len(content) - 400), rng.randrange(len(content))))
    at = near + rng.randrange(400)
    form = rng.choice(("<I", ">I", "<H", ">H"))
    number = rng.choice(_TELLING) & (0xFFFFFFFF if form[1] == "I" else 0xFFFF)
    return content[:at] + struct.pack(form, number) + content[at + struct.calcsize(form) :]


_WAYS = (_bytes, _bits, _cut, _without, _twice, _spliced, _exchanged, _length)
