"""A field's tag stands beside its value and hides neither values nor other tags."""

from itertools import combinations

import pytest

from mailproc.reading.model import Box
from mailproc.seen.placing import placed

PAGE = Box(0, 0, 1000, 1400)
SIZE = (200.0, 40.0)


def common(one: Box, other: Box) -> float:
    across = min(one.x1, other.x1) - max(one.x0, other.x0)
    down = min(one.y1, other.y1) - max(one.y0, other.y0)
    return max(across, 0) * max(down, 0)


def touches(tag: Box, value: Box) -> bool:
    """Whether they share an edge or a corner."""
    gap = 1.0
    return (
        tag.x0 <= value.x1 + gap
        and value.x0 <= tag.x1 + gap
        and tag.y0 <= value.y1 + gap
        and value.y0 <= tag.y1 + gap
    )


def inside(box: Box) -> bool:
    return box.x0 >= PAGE.x0 and box.y0 >= PAGE.y0 and box.x1 <= PAGE.x1 and box.y1 <= PAGE.y1


def test_a_value_alone_has_its_tag_to_the_right() -> None:
    value = Box(300, 500, 500, 530)
    (tag,) = placed([value], [SIZE], [value], PAGE)
    assert (tag.x0, tag.y0 + tag.y1) == (500, 1030)


def test_words_beside_a_value_stay_readable() -> None:
    value, beside = Box(300, 500, 500, 530), Box(510, 500, 900, 530)
    (tag,) = placed([value], [SIZE], [value, beside], PAGE)
    assert common(tag, beside) == 0
    assert touches(tag, value)


@pytest.mark.parametrize(
    "value",
    [Box(850, 0, 1000, 30), Box(850, 1370, 1000, 1400), Box(0, 0, 100, 30), Box(0, 1370, 100, 1400), PAGE],
)
def test_a_tag_stays_on_the_page(value: Box) -> None:
    (tag,) = placed([value], [SIZE], [], PAGE)
    assert inside(tag)
    assert (tag.width, tag.height) == SIZE


def test_a_tag_larger_than_the_page_keeps_its_beginning_in_sight() -> None:
    (tag,) = placed([Box(10, 10, 20, 20)], [(200.0, 40.0)], [], Box(0, 0, 50, 30))
    assert (tag.x0, tag.y0) == (0, 0)


def test_on_a_crowded_form_no_tag_lies_on_a_value_or_on_another_tag() -> None:
    """Two columns of eight rows, each row a label and a value, closer together than a tag is high."""
    values, words = [], []
    for at in range(8):
        top = 200 + at * 42
        for left in (40, 500):
            words.append(Box(left, top, left + 150, top + 30))
            values.append(Box(left + 160, top, left + 290, top + 30))
    tags = placed(values, [(150.0, 44.0)] * len(values), [*words, *values], PAGE)
    for tag, value in zip(tags, values, strict=True):
        assert touches(tag, value)
        assert inside(tag)
        assert sum(common(tag, other) for other in values) < 0.25 * tag.width * tag.height
    for one, other in combinations(tags, 2):
        assert common(one, other) < 0.25 * one.width * one.height
