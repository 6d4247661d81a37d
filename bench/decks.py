"""Cards dealt from shuffled decks, so that a row of plans has all of them equally often."""

from functools import lru_cache
from random import Random


def dealt(row: str, cards: tuple[str, ...], index: int) -> str:
    """Card `index` of an endless row: after each deck another, with the same cards in another order. The name of the
    row is its seed."""
    number, place = divmod(index, len(cards))
    return _deck(row, cards, number)[place]


@lru_cache(maxsize=64)
def _deck(row: str, cards: tuple[str, ...], number: int) -> list[str]:
    deck = list(cards)
    Random(f"{row}/{number}").shuffle(deck)
    return deck
