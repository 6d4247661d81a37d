"""What one page holds before anything is decided: its views, values, slots, and what it looks like."""

from dataclasses import dataclass

from mailproc.reading.dated import claim_dates
from mailproc.reading.model import Page
from mailproc.reading.places import Place, find_places
from mailproc.reading.settle import settled
from mailproc.reading.sheets import Look, look_at
from mailproc.reading.slots import find_slots
from mailproc.reading.views import View, views_of


@dataclass(frozen=True, slots=True)
class Notes:
    """One page, looked through."""

    page: Page
    views: tuple[View, ...]
    places: tuple[Place, ...]
    slots: tuple[Place, ...]
    look: Look

    def has_label(self, field: str) -> bool:
        """Whether any witness saw a label of that field."""
        return any(label.field == field for view in self.views for label in view.labels)


def take_notes(page: Page) -> Notes:
    """Look a page through, once for all that follows."""
    views = tuple(settled(view) for view in views_of(page))
    places = tuple(find_places(views))
    claim_dates(views, places)
    slots = tuple(find_slots(views))
    return Notes(page, views, places, slots, look_at(views, slots, places))
