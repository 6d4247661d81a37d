"""A case to be reviewed as the digest shows it: the pieces of the sheet beside what was read there, and the command
that corrects it. Identifiers are masked, strangers' text is made inert."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from PIL import Image

from mailproc.officer.view import CaseLine, Glimpse
from mailproc.reading.model import Employer
from mailproc.reply import spanish
from mailproc.reply.inert import inert, tail
from mailproc.reply.model import Part

_LABELS = {
    "nss": "NSS",
    "curp": "CURP",
    "name": "Nombre",
    "vigente": "Con derecho al servicio médico",
    "estado": "Estado",
    "issued": "Expedida",
    "employers": "Patrón",
}
_CORRECTED = ("nss", "curp", "name")
"""Fields that `mailproc case … set` takes."""
_SHOWN = 2 / 3
"""Of a picture's own size: sharp on a phone, whose dots are finer."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A value and its picture: `sign` says how sure it is, `sure` whether that is confirmed; `cid` names the picture
    ("" where there is none), `width` and `height` are the pixels it takes on the page."""

    label: str
    value: str
    sign: str
    sure: bool
    cid: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one digest; `domain` ends their Content-IDs, as that of its Message-ID does. With `hidden` there
    are none, for they show whole identifiers."""

    message_id: str
    hidden: bool = False

    def shown(self, case: CaseLine) -> tuple[Shown, ...]:
        """What was read on the case's sheet, worded, each with its picture's name."""
        return tuple(self._shown(case, one) for one in case.sheet)

    def parts(self, cases: Iterable[CaseLine]) -> tuple[Part, ...]:
        """The pictures themselves, as the letter carries them."""
        return tuple(
            Part(f"{case.folio}-{one.name}.jpg", "image/jpeg", one.jpeg, self._cid(case, one))
            for case in cases
            for one in case.sheet
            if one.jpeg and not self.hidden
        )

    def _shown(self, case: CaseLine, one: Glimpse) -> Shown:
        shown = _worded(one)
        if not one.jpeg or self.hidden:
            return shown
        with Image.open(io.BytesIO(one.jpeg)) as picture:
            width, height = (max(1, round(side * _SHOWN)) for side in picture.size)
        return replace(shown, cid=self._cid(case, one), width=width, height=height)

    def _cid(self, case: CaseLine, one: Glimpse) -> str:
        return f"{case.folio.lower()}.{one.name}.{self.message_id.strip('<>')}"


def command(case: CaseLine) -> str:
    """What whoever runs the machine types to correct the case, with gaps for what only the sheet can tell."""
    doubtful = [one.name for one in case.sheet if one.name in _CORRECTED and not (one.read and one.read.trusted)]
    words = [f"{name}=…" for name in _CORRECTED if name in doubtful]
    return " ".join(["mailproc case", inert(case.folio, limit=20), "set", *words, "kind=…"])


def _worded(one: Glimpse) -> Shown:
    label = _LABELS[one.name]
    if one.read is None:
        return Shown(label, "no se leyó", "", sure=False)
    sure = one.read.trusted
    return Shown(label, _value(one.name, one.read.value), "confirmado" if sure else "sin confirmar", sure)


def _value(name: str, read: Any) -> str:
    if name in ("nss", "curp"):
        return tail(str(read))
    if isinstance(read, bool):
        return "SÍ" if read else "NO"
    if isinstance(read, date):
        return spanish.long_date(read)
    if isinstance(read, tuple):
        return _employers(read)
    return inert(str(read), limit=80)


def _employers(employers: Sequence[Employer]) -> str:
    if not employers:
        return "ninguno"
    told = [inert(one.name, limit=60) or inert(f"registro {one.registro}", limit=30) for one in employers[:2]]
    more = len(employers) - len(told)
    return "; ".join(told) + (f" y {more} más" if more else "")
