"""The institutes that letters are written for in tests: one with everything filled in, one with the minimum."""

from pathlib import Path

from mailproc.config import Settings, load

GOLDEN = Path(__file__).parents[2] / "golden" / "letters"


def institute(**policy: object) -> Settings:
    """All of tests/golden/letters/institute.toml, with some keys of [policy] changed."""
    settings = load(GOLDEN / "institute.toml")
    return settings.model_copy(update={"policy": settings.policy.model_copy(update=policy)})


def bare_institute(**policy: object) -> Settings:
    """Only what a configuration must have."""
    full = load(GOLDEN / "institute.toml")
    return Settings.model_validate(
        {
            "institution": {"name": full.institution.name, "registrations": ["A3399990326"]},
            "officer": {"name": full.officer.name, "address": full.officer.address},
            "mailbox": {"url": "maildir:mail"},
            "smtp": {"url": "maildir:sent"},
            "policy": policy,
        }
    )
