"""Whether two ways to write a name are one person's. Pure.

Lists write names with surnames first, without accents or Ñ, with abbreviations (MA., GPE., HDEZ.), with one given name
of two, and with a wrong letter now and then: none of that makes another person.
"""

import re

from rapidfuzz.distance import OSA

from mailproc.reading.folding import fold, fold_name

_PARTICLES = frozenset({"DE", "DEL", "LA", "LAS", "LOS", "EL", "Y", "E"})
_SHORT_FORMS = """
MA=MARIA MRIA=MARIA JSE=JOSE FCO=FRANCISCO FCA=FRANCISCA GPE=GUADALUPE GUAD=GUADALUPE ANT=ANTONIO
ALEJ=ALEJANDRO CONCEP=CONCEPCION IGN=IGNACIO MGL=MIGUEL MARG=MARGARITA ROS=ROSARIO STA=SANTA
HDEZ=HERNANDEZ HDZ=HERNANDEZ HERNDEZ=HERNANDEZ GLEZ=GONZALEZ GZLEZ=GONZALEZ GONZ=GONZALEZ RDZ=RODRIGUEZ
RGUEZ=RODRIGUEZ RDGUEZ=RODRIGUEZ RODGZ=RODRIGUEZ MTZ=MARTINEZ MTNEZ=MARTINEZ MTEZ=MARTINEZ LPZ=LOPEZ
LOP=LOPEZ PZ=PEREZ SNCHZ=SANCHEZ SCHEZ=SANCHEZ SANCH=SANCHEZ GCIA=GARCIA GTZ=GUTIERREZ GTREZ=GUTIERREZ
RMZ=RAMIREZ RMREZ=RAMIREZ JMNZ=JIMENEZ JIM=JIMENEZ FDEZ=FERNANDEZ FDZ=FERNANDEZ DMGUEZ=DOMINGUEZ
DGUEZ=DOMINGUEZ DOMGUEZ=DOMINGUEZ VZQZ=VAZQUEZ VAZQ=VAZQUEZ VQZ=VAZQUEZ VELAZQ=VELAZQUEZ ALVZ=ALVAREZ
MDZ=MENDEZ MDEZ=MENDEZ MNDZ=MENDEZ NUN=NUNEZ GMZ=GOMEZ GOM=GOMEZ DZ=DIAZ CTRO=CASTRO
"""
_WHOLE = dict(pair.split("=") for pair in _SHORT_FORMS.split())
_LONG = 5
"""From so many letters on one may be wrong; in shorter words it makes another name (ROSA, ROSI; LUZ, LUIS)."""


def words(name: str) -> list[str]:
    """The words of a name that count, folded (Ñ is N), abbreviations written out; particles are left out."""
    found = re.findall(r"[A-Z]+", fold(name))
    return [_WHOLE.get(word, word) for word in found if word not in _PARTICLES]


def agree(one: str, other: str) -> bool:
    """Whether each word of the shorter name is one of the longer's, whatever their order; never where either has no
    word."""
    shorter, longer = sorted((words(one), words(other)), key=len)
    if "".join(shorter) == "".join(longer):
        return bool(shorter)
    left = list(longer)
    # Whole words first: an initial may stand for any of them.
    for word in sorted(shorter, key=len, reverse=True):
        partner = next((known for likeness in _LIKENESS for known in left if likeness(word, known)), None)
        if partner is None:
            return False
        left.remove(partner)
    return bool(shorter)


def shared(one: str, other: str) -> int:
    """How many words of three letters or more stand in both."""
    return len({word for word in words(one) if len(word) >= 3} & set(words(other)))


def same(one: str, other: str) -> bool:
    """Whether they are the same letters, Ñ and all, with the surnames before or behind; accents do not count."""
    here, there = (re.findall(r"[A-ZÑ]+", fold_name(name)) for name in (one, other))
    turns = (there[at:] + there[:at] for at in range(len(there)))
    return len(here) >= 2 and any(here == turn for turn in turns)


def _equal(one: str, other: str) -> bool:
    return one == other


def _initial(one: str, other: str) -> bool:
    return min(len(one), len(other)) == 1 and one[0] == other[0]


def _slip(one: str, other: str) -> bool:
    return min(len(one), len(other)) >= _LONG and OSA.distance(one, other) <= 1


_LIKENESS = (_equal, _slip, _initial)
