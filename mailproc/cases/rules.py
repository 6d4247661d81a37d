"""What the institute has laid down, as plain values for the pure rooms."""

from dataclasses import dataclass
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings that decide a case.

    registrations   our registros patronales, no hyphens.
    employer_names  names that are ours when equal.
    alike_names     further names of ours (of the institute itself) that a sheet may print in some form.
    staff_domains   domains of the mailbox and the officer, where they are the institute's own.
    programmes      names of study programmes, besides those of words.toml.
    clinics         three-digit UMF codes a student may wish for.
    hoja_asked      students ask for the hoja at Escolares; the officer issues none.
    family_inform   cover through the family is told to the student; else the officer looks.
    conservacion_inform  so is cover that is kept for a while after it ended.
    zone            the institute's time zone: an arrival's date is taken in it.
    """

    registrations: tuple[str, ...]
    employer_names: tuple[str, ...]
    alike_names: tuple[str, ...]
    student_domains: tuple[str, ...]
    staff_domains: tuple[str, ...]
    own_addresses: frozenset[str]
    clinics: tuple[str, ...]
    programmes: tuple[str, ...]
    authserv_id: str
    max_age_days: int
    employment_review: bool
    hoja_asked: bool
    family_inform: bool
    conservacion_inform: bool
    strangers_review: bool
    needs_clinic: bool
    zone: ZoneInfo
