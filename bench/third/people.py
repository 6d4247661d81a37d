"""Invented people whose NSS, CURP and registro patronal obey the rules. Nobody here exists.

Check digits are python-stdnum's; the letters of a CURP follow RENAPO's rules for names, which no library has.
"""

import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum import luhn
from stdnum.mx import curp as renapo

SKIPPED = frozenset((
    "DA", "DAS", "DE", "DEL", "DER", "DI", "DIE", "DD", "EL", "LA", "LAS", "LE", "LES", "LOS", "MAC", "MC",
    "VAN", "VON", "Y",
))  # fmt: skip
USUAL = frozenset((
    "JOSE", "J", "J.", "MARIA", "MA", "MA.", "M", "M.",
))  # fmt: skip
"""First given names that are passed over when another follows."""
RUDE = frozenset((
    "BACA", "BAKA", "BUEI", "BUEY", "CACA", "CACO", "CAGA", "CAGO", "CAKA", "CAKO", "COGE", "COGI", "COJA",
    "COJE", "COJI", "COJO", "COLA", "CULO", "FALO", "FETO", "GETA", "GUEI", "GUEY", "JETA", "JOTO", "KACA",
    "KACO", "KAGA", "KAGO", "KAKA", "KAKO", "KOGE", "KOGI", "KOJA", "KOJE", "KOJI", "KOJO", "KOLA", "KULO",
    "LILO", "LOCA", "LOCO", "LOKA", "LOKO", "MAME", "MAMO", "MEAR", "MEAS", "MEON", "MIAR", "MION", "MOCO",
    "MOKO", "MULA", "MULO", "NACA", "NACO", "PEDA", "PEDO", "PENE", "PIPI", "PITO", "POPO", "PUTA", "PUTO",
    "QULO", "RATA", "ROBA", "ROBE", "ROBO", "RUIN", "SENO", "TETA", "VACA", "VAGA", "VAGO", "VAKA", "VUEI",
    "VUEY", "WUEI", "WUEY",
))  # fmt: skip
STATES = {
    "AS": "AGUASCALIENTES", "BC": "BAJA CALIFORNIA", "BS": "BAJA CALIFORNIA SUR", "CC": "CAMPECHE",
    "CL": "COAHUILA DE ZARAGOZA", "CM": "COLIMA", "CS": "CHIAPAS", "CH": "CHIHUAHUA", "DF": "CIUDAD DE MÉXICO",
    "DG": "DURANGO", "GT": "GUANAJUATO", "GR": "GUERRERO", "HG": "HIDALGO", "JC": "JALISCO", "MC": "MÉXICO",
    "MN": "MICHOACÁN DE OCAMPO", "MS": "MORELOS", "NT": "NAYARIT", "NL": "NUEVO LEÓN", "OC": "OAXACA",
    "PL": "PUEBLA", "QT": "QUERÉTARO", "QR": "QUINTANA ROO", "SP": "SAN LUIS POTOSÍ", "SL": "SINALOA",
    "SR": "SONORA", "TC": "TABASCO", "TS": "TAMAULIPAS", "TL": "TLAXCALA", "VZ": "VERACRUZ DE IGNACIO DE LA LLAVE",
    "YN": "YUCATÁN", "ZS": "ZACATECAS", "NE": "NACIDO EN EL EXTRANJERO",
}  # fmt: skip
MEN = (
    "ADÁN", "ÁNGEL DE JESÚS", "BENJAMÍN", "BRYAN ALEXIS", "CARLOS MANUEL", "DIEGO", "EDUARDO", "ERNESTO ÍÑIGO",
    "FRANCISCO JAVIER", "GERMÁN", "HUGO", "IVÁN", "J. JESÚS", "JAIR", "JOSÉ", "JOSÉ ANTONIO", "JOSÉ MARÍA",
    "JUAN DE DIOS", "KEVIN", "LUIS FERNANDO", "MARCO POLO", "MIGUEL ÁNGEL", "NOÉ", "ÓSCAR", "PABLO CÉSAR",
    "RAMIRO", "RODRIGO", "SAÚL", "TEODORO", "URIEL", "VÍCTOR HUGO", "WILLIAM", "XAVIER", "ZURIEL",
)  # fmt: skip
WOMEN = (
    "ABRIL", "ALMA DELIA", "ANA LAURA", "BEATRIZ", "CARMEN LUCÍA", "CLAUDIA", "DANIELA", "ELISA", "EVA",
    "FERNANDA", "GUADALUPE", "INÉS", "JIMENA", "KARLA PAOLA", "LUZ DEL ALBA", "MA. DE LOURDES", "MA. TERESA",
    "MARÍA", "MARÍA DE LA LUZ", "MARÍA DEL CARMEN", "MARÍA FERNANDA", "MARÍA JOSÉ", "NAYELI", "NIDIA",
    "OLGA LIDIA", "PAULINA", "REBECA", "SOFÍA", "TANIA", "URSULA", "VALERIA", "XÓCHITL", "YARELI", "ZOÉ",
)  # fmt: skip
SURNAMES = (
    "ACUÑA", "AGUILAR", "ARIAS", "BERMÚDEZ", "BRAVO", "CABALLERO", "CASTAÑEDA", "CRUZ", "CHÁVEZ", "DE ANDA",
    "DE LA CRUZ", "DE LA ROSA", "DE LOS SANTOS", "DEL ÁNGEL", "DÍAZ", "ESCOBAR", "ESPINOSA DE LOS MONTEROS",
    "FLORES", "FUENTES", "GARCÍA", "GÓMEZ", "GUTIÉRREZ", "HERNÁNDEZ", "IÑIGUEZ", "ISLAS", "JIMÉNEZ", "JUÁREZ",
    "LEÓN", "LÓPEZ", "LLAMAS", "MAC GREGOR", "MARTÍNEZ", "MÉNDEZ", "MORA", "MUÑOZ", "NG", "NÁJERA", "NÚÑEZ",
    "ÑECO", "ORDÓÑEZ", "ORTIZ", "PÉREZ", "PONCE DE LEÓN", "QUIÑONES", "RAMÍREZ", "RÍOS", "RODRÍGUEZ", "RUIZ",
    "SAN JUAN", "SÁNCHEZ", "SANTIZ", "SCHMDT", "SORIANO", "TOLEDO", "TREJO", "UC", "URBINA", "VACA", "VÁZQUEZ",
    "VERA", "VILLAFAÑA", "VON RAESFELD", "YAÑEZ", "YÁÑEZ", "ZAMORA", "ZENTENO",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Human:
    """Names upper case with accents, `second` "" for people with one surname; `sex` H, M or X; `state` the CURP's
    two letters."""

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

    def age(self, today: date) -> int:
        """Whole years."""
        return today.year - self.born.year - ((today.month, today.day) < (self.born.month, self.born.day))


def bare(text: str) -> str:
    """Upper case without accents; Ñ stays."""
    marks = unicodedata.normalize("NFD", text.upper().replace("Ñ", "\0"))
    return "".join(char for char in marks if not unicodedata.combining(char)).replace("\0", "Ñ")


def letters_of(given: str, first: str, second: str) -> tuple[str, str]:
    """The four initials and the three inner consonants that RENAPO takes from a name."""
    names = bare(given).split()
    if len(names) > 1 and names[0] in USUAL:
        names = names[1:]
    one, two, own = (_core(words) for words in (bare(first).split(), bare(second).split(), names))
    vowel = next((char for char in one[1:] if char in "AEIOU"), "X")
    initials = one[:1] + vowel + two[:1] + own[:1]
    if initials in RUDE:
        initials = initials[0] + "X" + initials[2:]
    inner = "".join(next((char for char in word[1:] if char not in "AEIOU"), "X") for word in (one, two, own))
    return initials, inner


def _core(words: list[str]) -> str:
    """The word that counts, Ñ as X; X for a surname that is not there."""
    kept = [word for word in words if word not in SKIPPED] or words[-1:]
    return kept[0].replace("Ñ", "X").replace(".", "") if kept else "X"


def curp_of(given: str, first: str, second: str, *, sex: str, born: date, state: str, homoclave: str) -> str:
    """Eighteen characters with their check digit."""
    initials, inner = letters_of(given, first, second)
    body = f"{initials}{born:%y%m%d}{sex}{state}{inner}{homoclave}"
    return body + renapo.calc_check_digit(body)


def nss_of(rng: Random, born: date, today: date) -> str:
    """Eleven digits; one in twelve breaks the habit that the middle tells years, as real ones do."""
    office = rng.randint(1, 97)
    since = min(born.year + rng.randint(15, 24), today.year) % 100
    year = born.year % 100
    if rng.random() < 1 / 12:
        since, year = rng.randint(0, 99), rng.randint(0, 99)
    body = f"{office:02d}{since:02d}{year:02d}{rng.randint(0, 9999):04d}"
    return body + luhn.calc_check_digit(body)


def registro_of(rng: Random, modality: str) -> str:
    """Eleven characters: municipality, serial, modality, check digit (a leading letter is its index + 10)."""
    head = rng.choice((*"ABCDEFGHRYZ", *"0123456789")) + f"{rng.randint(10, 99)}"
    body = f"{head}{rng.randint(10000, 99999)}{modality}"
    spelled = body if body[0].isdigit() else f"{ord(body[0]) - 55}{body[1:]}"
    return body + luhn.calc_check_digit(spelled)


def born_between(rng: Random, today: date, ages: tuple[int, int]) -> date:
    """A birthday such that the age today lies in `ages`, both ends included."""
    youngest = date(today.year - ages[0], today.month, min(today.day, 28))
    oldest = date(today.year - ages[1] - 1, today.month, min(today.day, 28)) + timedelta(days=1)
    return oldest + timedelta(days=rng.randint(0, (youngest - oldest).days))


def human(
    rng: Random, today: date, ages: tuple[int, int], *, sex: str = "", surnames: tuple[str, str] | None = None
) -> Human:
    """Somebody of that age. A third is from Chiapas, the others from anywhere, abroad included; one in forty has
    sex X, one in twenty-five a single surname."""
    sex = sex or rng.choices("HMX", (39, 39, 2))[0]
    given = rng.choice(MEN if sex == "H" or (sex == "X" and rng.random() < 0.5) else WOMEN)
    first, second = surnames or (rng.choice(SURNAMES), "" if rng.random() < 0.04 else rng.choice(SURNAMES))
    born = born_between(rng, today, ages)
    state = "CS" if rng.random() < 1 / 3 else rng.choice(list(STATES))
    homoclave = rng.choice("0123456789" if born.year < 2000 else "ABCDEFGHIJ")
    curp = curp_of(given, first, second, sex=sex, born=born, state=state, homoclave=homoclave)
    return Human(given, first, second, sex, born, state, curp, nss_of(rng, born, today))


def agregado_of(digit: int, who: Human, ending: str, *, older: bool = False) -> str:
    """`older` is the older form, which writes F for women and M for men."""
    sex = {"H": "M", "M": "F", "X": "X"}[who.sex] if older else who.sex
    return f"{digit}{sex}{who.born.year}{ending}"
