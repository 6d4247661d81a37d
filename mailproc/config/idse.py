"""What of the IDSE batch file is not the student's: `[idse]`."""

import re
from datetime import date
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, field_validator

from mailproc.config.values import Flag, Section
from mailproc.reading import identifiers

TODAY = "today"


def _date(value: object) -> object:
    """ "today", or a day as "2026-09-01"; a date of TOML's own is one too."""
    text = value.isoformat() if isinstance(value, date) else value
    try:
        if text != TODAY:
            date.fromisoformat(str(text))
    except ValueError:
        raise ValueError('"today", or a day such as "2026-09-01"') from None
    return text


def registro_of(text: str) -> str:
    """A whole registro without blanks and hyphens. Raises ValueError."""
    registro = re.sub(r"[\s-]", "", text).upper()
    if not identifiers.is_registro(registro):
        raise ValueError(f'a registro patronal of 11 characters with a right check digit; "{text}" is none')
    return registro


class Idse(Section):
    """Fields of the batch file that are not the student's. What suits students, no public source tells for sure."""

    date: Annotated[str, BeforeValidator(_date)] = TODAY
    default_umf: str = ""
    registro: str = ""
    registro_by_programme: dict[str, str] = Field(default={})
    salario: str = Field(default="0.00")
    tipo_trabajador: str = "1"
    tipo_salario: str = "0"
    jornada: str = "0"
    guia: str = "00400"
    causa_baja: str = "6"
    enye: Literal["#", "N", "keep"] = "#"
    encoding: Literal["latin-1", "cp850"] = "latin-1"
    baja_filler: Literal["0", " "] = "0"
    totals: Flag = False

    @field_validator("default_umf")
    @classmethod
    def _umf(cls, value: str) -> str:
        if value and not re.fullmatch(r"\d{1,3}", value, re.ASCII):
            raise ValueError('the number of a clinic in quotation marks, such as "013", or ""')
        return value.zfill(3) if value else ""

    @field_validator("registro")
    @classmethod
    def _registro(cls, value: str) -> str:
        return registro_of(value) if value else ""

    @field_validator("registro_by_programme")
    @classmethod
    def _by_programme(cls, value: dict[str, str]) -> dict[str, str]:
        return {programme: registro_of(text) for programme, text in value.items()}

    @field_validator("salario")
    @classmethod
    def _salario(cls, value: str) -> str:
        if not re.fullmatch(r"\d{1,4}\.\d\d", value, re.ASCII):
            raise ValueError('pesos a day with two decimals in quotation marks, such as "315.04"')
        return value

    @field_validator("tipo_trabajador", "tipo_salario", "jornada")
    @classmethod
    def _digit(cls, value: str) -> str:
        if not re.fullmatch(r"\d", value, re.ASCII):
            raise ValueError('one figure in quotation marks, such as "1"')
        return value

    @field_validator("guia")
    @classmethod
    def _guia(cls, value: str) -> str:
        if not re.fullmatch(r"\d{5}", value, re.ASCII):
            raise ValueError('five figures in quotation marks, such as "15400"')
        return value

    @field_validator("causa_baja")
    @classmethod
    def _causa(cls, value: str) -> str:
        if not re.fullmatch(r"[A-Z0-9]", value):
            raise ValueError('one figure or capital in quotation marks, such as "6"')
        return value
