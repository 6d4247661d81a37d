"""The arithmetic coder of JBIG2 (ITU-T T.88, annex E), and a generic region coded by it (6.2, template 0): what
scanners and office copiers write, and no Debian package writes for us."""

from collections import defaultdict

import numpy as np

# fmt: off
_TABLE = (
    0x5601, 1, 1, 1, 0x3401, 2, 6, 0, 0x1801, 3, 9, 0, 0x0AC1, 4, 12, 0, 0x0521, 5, 29, 0,
    0x0221, 38, 33, 0, 0x5601, 7, 6, 1, 0x5401, 8, 14, 0, 0x4801, 9, 14, 0, 0x3801, 10, 14, 0,
    0x3001, 11, 17, 0, 0x2401, 12, 18, 0, 0x1C01, 13, 20, 0, 0x1601, 29, 21, 0, 0x5601, 15, 14, 1,
    0x5401, 16, 14, 0, 0x5101, 17, 15, 0, 0x4801, 18, 16, 0, 0x3801, 19, 17, 0, 0x3401, 20, 18, 0,
    0x3001, 21, 19, 0, 0x2801, 22, 19, 0, 0x2401, 23, 20, 0, 0x2201, 24, 21, 0, 0x1C01, 25, 22, 0,
    0x1801, 26, 23, 0, 0x1601, 27, 24, 0, 0x1401, 28, 25, 0, 0x1201, 29, 26, 0, 0x1101, 30, 27, 0,
    0x0AC1, 31, 28, 0, 0x09C1, 32, 29, 0, 0x08A1, 33, 30, 0, 0x0521, 34, 31, 0, 0x0441, 35, 32, 0,
    0x02A1, 36, 33, 0, 0x0221, 37, 34, 0, 0x0141, 38, 35, 0, 0x0111, 39, 36, 0, 0x0085, 40, 37, 0,
    0x0049, 41, 38, 0, 0x0025, 42, 39, 0, 0x0015, 43, 40, 0, 0x0009, 44, 41, 0, 0x0005, 45, 42, 0,
    0x0001, 45, 43, 0, 0x5601, 46, 46, 0,
)
# fmt: on
_STATES = tuple(zip(*(_TABLE[at::4] for at in range(4)), strict=True))
"""Table E.1: Qe, the next state after the more and the less probable symbol, whether that one switches them."""
_SAME_ROW = 0x9B25
"""Figure 8: the context in which it is coded whether a row is like the one above, or not, as rows before it."""
ADAPTIVE = bytes(number & 0xFF for number in (3, -1, -3, -1, 2, -2, -2, -2))
"""The adaptive pixels where they usually are: across, down."""


class _Coder:
    """Section E.2, with the names of its flow charts."""

    def __init__(self) -> None:
        self._out = bytearray(1)
        self._a, self._c, self._count = 0x8000, 0, 12
        self._contexts: defaultdict[int, list[int]] = defaultdict(lambda: [0, 0])

    def encode(self, context: int, bit: int) -> None:
        its = self._contexts[context]
        estimate, after_more, after_less, switches = _STATES[its[0]]
        self._a -= estimate
        likely = bit == its[1]
        if likely and self._a & 0x8000:
            self._c += estimate
            return
        if (self._a < estimate) == likely:
            self._a = estimate
        else:
            self._c += estimate
        if not likely and switches:
            its[1] = 1 - its[1]
        its[0] = after_more if likely else after_less
        while True:
            self._a, self._c, self._count = self._a << 1, self._c << 1, self._count - 1
            if not self._count:
                self._byte()
            if self._a & 0x8000:
                return

    def finish(self) -> bytes:
        highest = self._c + self._a
        self._c |= 0xFFFF
        if self._c >= highest:
            self._c -= 0x8000
        for _ in range(2):
            self._c <<= self._count
            self._byte()
        return bytes(self._out[1:]) + (b"\xac" if self._out[-1] == 0xFF else b"\xff\xac")

    def _byte(self) -> None:
        if self._out[-1] != 0xFF and self._c >= 0x8000000:
            self._out[-1] += 1
            self._c &= 0x7FFFFFF
        shift = 20 if self._out[-1] == 0xFF else 19
        self._out.append(self._c >> shift)
        self._c &= (1 << shift) - 1
        self._count = 8 if shift == 19 else 7


def generic_region(black: np.ndarray) -> bytes:
    """The pixels (rows of booleans) coded with typical prediction: rows like the one above cost one bit."""
    coder = _Coder()
    height, width = black.shape
    wide = np.zeros((height + 2, width + 8), dtype=np.int64)
    wide[2:, 4:-4] = black
    was_same = False
    for row in range(2, height + 2):
        same = bool((wide[row] == wide[row - 1]).all())
        coder.encode(_SAME_ROW, int(same != was_same))
        was_same = same
        if same:
            continue
        above, over, here = wide[row - 2], wide[row - 1], wide[row]
        context = np.zeros(width, dtype=np.int64)
        # Figure 3, from the oldest pixel to the newest.
        for line, steps in (
            (above, (-2, -1, 0, 1, 2)),
            (over, (-3, -2, -1, 0, 1, 2, 3)),
            (here, (-4, -3, -2, -1)),
        ):
            for step in steps:
                context = context << 1 | line[4 + step : 4 + step + width]
        for at, bit in zip(context.tolist(), here[4:-4].tolist(), strict=True):
            coder.encode(at, bit)
    return coder.finish()
