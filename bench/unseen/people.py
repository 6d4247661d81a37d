"""Invented people with valid CURP, NSS and agregado, and schools and firms with a valid registro patronal.

Rules: RENAPO's CURP (initials, forbidden words, inner consonants, modulo ten) and the Luhn digits of NSS and
registro patronal (docs: a leading letter of the registro counts as its index + 10). Nothing here is a real person.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

CURP_ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
VOWELS = "AEIOU"


def listed(text: str) -> list[str]:
    """The parts of a list with commas."""
    return text.split(",")


PARTICLES = frozenset(listed("DA,DAS,DE,DEL,DER,DI,DIE,DD,EL,LA,LAS,LOS,LE,LES,MAC,MC,VAN,VON,Y"))
SHY_FIRST = frozenset(listed("MARIA,MA,MA.,M,M.,JOSE,J,J."))
FORBIDDEN = frozenset(
    listed(
        "BACA,BAKA,BUEI,BUEY,CACA,CACO,CAGA,CAGO,CAKA,CAKO,COGE,COGI,COJA,COJE,COJI,COJO,"
        "COLA,CULO,FALO,FETO,GETA,GUEI,GUEY,JETA,JOTO,KACA,KACO,KAGA,KAGO,KAKA,KAKO,KOGE,"
        "KOGI,KOJA,KOJE,KOJI,KOJO,KOLA,KULO,LILO,LOCA,LOCO,LOKA,LOKO,MAME,MAMO,MEAR,MEAS,"
        "MEON,MIAR,MION,MOCO,MOKO,MULA,MULO,NACA,NACO,PEDA,PEDO,PENE,PIPI,PITO,POPO,PUTA,"
        "PUTO,QULO,RATA,ROBA,ROBE,ROBO,RUIN,SENO,TETA,VACA,VAGA,VAGO,VAKA,VUEI,VUEY,WUEI,"
        "WUEY"
    )
)
STATES = {
    "CS": "CHIAPAS",
    "OC": "OAXACA",
    "TC": "TABASCO",
    "VZ": "VERACRUZ",
    "DF": "CIUDAD DE MÉXICO",
    "PL": "PUEBLA",
}
MEN = listed(
    "ABELARDO,AURELIO IVÁN,BALTAZAR,CIPRIANO,DAGOBERTO,EFRAÍN,ELÍAS NOÉ,FIDEL,GAEL OMAR,"
    "HERIBERTO,ISAÍ,JOSÉ EMIR,JOSÉ DE LA LUZ,LEONEL,MATEO SAÚL,NEFTALÍ,OCTAVIO,PORFIRIO,"
    "RUBÉN DARÍO,SANTOS,TOBÍAS,ULISES YAEL,WILBER,YAHIR"
)
WOMEN = listed(
    "ADELINA,BRISA YAMILETH,CANDELARIA,DALIA,ELVIRA,FÁTIMA SOFÍA,GRISELDA,HILARIA,"
    "ITZEL NAYELI,JACINTA,KENIA,LUCERO,MARÍA DEL ROSARIO,MARÍA EUGENIA,MARÍA ITATÍ,NOELIA,"
    "OFELIA,PERLA XÓCHITL,ROCÍO,SALMA,TRINIDAD,VIANEY,XIMENA,ZAIRA"
)
SURNAMES = listed(
    "ALBORES,ARCHILA,BALBUENA,BORRAZ,CANCINO,CHANONA,COUTIÑO,CULEBRO,DE LA TORRE,DE LEÓN,"
    "DOMÍNGUEZ,ESPONDA,FARRERA,GORDILLO,GUIRAO,HIDALGO,IBÁÑEZ,JONAPÁ,LARA,LIÉVANO,"
    "MANDUJANO,MARROQUÍN,MONTES DE OCA,NANDAYAPA,NUCAMENDI,OCAÑA,OSORIO,PALACIOS,PENAGOS,"
    "QUINTERO,RINCÓN,SARMIENTO,SOLÍS,TECO,TOVILLA,UTRILLA,VELÁZQUEZ,VILLATORO,YÁÑEZ,"
    "ZEBADÚA,ZÚÑIGA,XOLÓTL"
)


@dataclass(frozen=True, slots=True)
class Pool:
    """Names to draw people from, and how often each state's code comes."""

    men: list[str]
    women: list[str]
    surnames: list[str]
    states: dict[str, int]


POOL = Pool(MEN, WOMEN, SURNAMES, dict(zip(STATES, (12, 2, 2, 2, 1, 1), strict=True)))


@dataclass(frozen=True, slots=True)
class Human:
    """Somebody invented; names upper case with accents; `sex` as the CURP writes it (H, M)."""

    given: str
    first: str
    second: str
    sex: str
    born: date
    state: str
    curp: str
    nss: str

    @property
    def full(self) -> str:
        """Given names first."""
        return " ".join(part for part in (self.given, self.first, self.second) if part)


def plain(text: str) -> str:
    """Upper case without accents; Ñ stays."""
    kept = text.upper().replace("Ñ", "\0")
    bare = "".join(char for char in unicodedata.normalize("NFD", kept) if not unicodedata.combining(char))
    return bare.replace("\0", "Ñ")


def luhn_digit(digits: list[int]) -> int:
    """The Luhn digit that follows `digits`."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        doubled = digit * 2 if place % 2 == 0 else digit
        total += doubled // 10 + doubled % 10
    return -total % 10


def _stem(words: str) -> str:
    parts = [part for part in plain(words).split() if part not in PARTICLES]
    return parts[0].replace("Ñ", "X") if parts else "X"


def _given_stem(given: str) -> str:
    parts = plain(given).split()
    if len(parts) > 1 and parts[0] in SHY_FIRST:
        parts = parts[1:]
    return _stem(" ".join(parts))


def _inner(stem: str) -> str:
    return next((char for char in stem[1:] if char not in VOWELS), "X")


def curp_of(given: str, first: str, second: str, sex: str, born: date, state: str, homoclave: str) -> str:
    """The CURP of these data; an absent second surname gives X."""
    one, two, name = _stem(first), _stem(second), _given_stem(given)
    vowel = next((char for char in one[1:] if char in VOWELS), "X")
    head = one[0] + vowel + two[0] + name[0]
    if head in FORBIDDEN:
        head = head[0] + "X" + head[2:]
    body = f"{head}{born:%y%m%d}{sex}{state}{_inner(one)}{_inner(two)}{_inner(name)}{homoclave}"
    total = sum(CURP_ALPHABET.index(char) * weight for char, weight in zip(body, range(18, 1, -1), strict=True))
    return body + str(-total % 10)


def nss_of(rng: Random, born: date) -> str:
    """A valid NSS: subdelegation, year of registration, year of birth, serial, Luhn digit."""
    joined = born.year + rng.randint(16, 20)
    office = rng.choice(("07", "71", "03", "11", "62", "75", "02", "84"))
    body = f"{office}{min(joined, 2026) % 100:02d}{born.year % 100:02d}{rng.randint(0, 9999):04d}"
    return body + str(luhn_digit([int(char) for char in body]))


def human(
    rng: Random,
    *,
    ages: tuple[int, int],
    today: date,
    family: tuple[str, str] | None = None,
    sex: str | None = None,
    pool: Pool = POOL,
) -> Human:
    """Somebody between `ages` years old; `family` gives the two surnames of a child."""
    sex = sex or rng.choice("HM")
    born = today - timedelta(days=rng.randint(ages[0] * 366, ages[1] * 365 + 300))
    first, second = family or (rng.choice(pool.surnames), rng.choice(pool.surnames))
    given = rng.choice(pool.men if sex == "H" else pool.women)
    state = rng.choices(list(pool.states), weights=list(pool.states.values()))[0]
    homoclave = rng.choice("0123456789" if born.year < 2000 else "ABCDEF")
    curp = curp_of(given, first, second, sex, born, state, homoclave)
    return Human(given, first, second, sex, born, state, curp, nss_of(rng, born))


def registro_of(rng: Random, modality: str) -> str:
    """Eleven valid characters of a registro patronal of that modality."""
    head = rng.choice(("A33", "A32", "E11", "Z34", "B07", "071", "Y60", "F41"))
    body = f"{head}{rng.randint(10000, 99999)}{modality}"
    spelled = body if body[0].isdigit() else f"{ord(body[0]) - ord('A') + 10}{body[1:]}"
    return body + str(luhn_digit([int(char) for char in spelled]))


def agregado_of(digit: str, person: Human, suffix: str) -> str:
    """Current form: H or M for the sex."""
    return f"{digit}{person.sex}{person.born.year}{suffix}"
