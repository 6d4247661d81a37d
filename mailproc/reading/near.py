"""Which of many known texts may stand in a line in spite of misread letters: a quick look before the slow one."""

from collections import Counter
from collections.abc import Iterable

_RUN = 4


class Near:
    """An index of squeezed texts by their runs of four letters. Of these a text with one misread letter in `errors`
    keeps many; half as many are asked for, since letters are also dropped and runs repeat."""

    def __init__(self, texts: Iterable[str], *, errors: int) -> None:
        self._by_run: dict[str, list[str]] = {}
        self._least: dict[str, int] = {}
        for text in texts:
            runs = _runs(text)
            self._least[text] = max(1, (len(runs) - _RUN * (len(text) // errors)) // 2)
            for run in runs:
                self._by_run.setdefault(run, []).append(text)

    def may_stand_in(self, line: str) -> set[str]:
        """The texts that share enough runs with the line; no other can be in it."""
        shared: Counter[str] = Counter()
        for run in _runs(line):
            shared.update(self._by_run.get(run, ()))
        return {text for text, count in shared.items() if count >= self._least[text]}


def _runs(text: str) -> set[str]:
    return {text[at : at + _RUN] for at in range(len(text) - _RUN + 1)}
