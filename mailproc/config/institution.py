"""Who affiliates, and who works the mailbox: `[institution]` and `[officer]`."""

import re
from zoneinfo import ZoneInfo

from pydantic import Field, field_validator

from mailproc.config.values import Flag, MailAddress, Section
from mailproc.reading import identifiers


class Clinic(Section):
    """A clinic as the letters show it."""

    address: str = ""
    hours: str = ""


class Institution(Section):
    """Who affiliates: names and registros patronales decide what is ours."""

    name: str = Field(min_length=1)
    short_name: str = ""
    registrations: tuple[str, ...] = Field(min_length=1)
    employer_names: tuple[str, ...] = ()
    student_domains: tuple[str, ...] = ()
    clinics: tuple[str, ...] = ()
    clinic: dict[str, Clinic] = Field(default={})
    programmes: tuple[str, ...] = ()
    contact: str = ""
    privacy_url: str = ""
    hoja_pickup: str = ""

    @field_validator("clinics")
    @classmethod
    def _clinics(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not all(re.fullmatch(r"\d{1,3}", code) for code in value):
            raise ValueError('numbers of clinics in quotation marks, such as ["013", "025"]')
        return tuple(code.zfill(3) for code in value)

    @field_validator("clinic")
    @classmethod
    def _clinic(cls, value: dict[str, Clinic]) -> dict[str, Clinic]:
        return {code.zfill(3): clinic for code, clinic in value.items()}

    @field_validator("registrations")
    @classmethod
    def _registros(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        registros = []
        for text in value:
            registro = re.sub(r"[\s-]", "", text).upper()
            short = re.fullmatch(r"[A-Z0-9]\d{7}(\d\d)?", registro) is not None
            if not short and not identifiers.is_registro(registro):
                raise ValueError(
                    f'a registro patronal of 8, 10 or 11 characters with a right check digit; "{text}" is none'
                )
            registros.append(registro)
        return tuple(registros)


class Officer(Section):
    """The affiliation officer: digests and alarms go to her address alone."""

    name: str = Field(min_length=1)
    address: MailAddress
    aliases: tuple[MailAddress, ...] = ()
    timezone: str = "America/Mexico_City"
    full_identifiers_in_attachments: Flag = True

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            raise ValueError('a time zone of the IANA list such as "America/Mexico_City"') from None
        return value
