"""`mailproc find`: cases by whatever somebody knows of them."""

from mailproc.config import Settings
from mailproc.errors import UsageError
from mailproc.store.finding import find
from mailproc.store.opening import Store
from mailproc.terminal import show_cases


def find_cases(words: list[str], store: Store, settings: Settings, *, as_json: bool) -> None:
    """Show the cases that the words mean; to find none is no failure. Raises UsageError, StoreError."""
    text = " ".join(words)
    if not any(char.isalnum() for char in text):
        raise UsageError("find: name what to look for: a folio, control number, CURP, NSS, name or address.")
    show_cases(find(store, text), settings.zone, as_json=as_json, none=f"Ningún caso con «{text}».")
