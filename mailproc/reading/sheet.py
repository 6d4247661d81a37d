"""One sheet: all that its pages hold, and who stands on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from mailproc.reading.layout import in_row
from mailproc.reading.model import Hints, Witness
from mailproc.reading.notes import Notes
from mailproc.reading.outside import outside_witnesses
from mailproc.reading.persons import Someone, deal_slots, people_of
from mailproc.reading.places import Place
from mailproc.reading.views import View
from mailproc.reading.zones import Zone, zones_of


@dataclass(frozen=True, slots=True)
class Sheet:
    """`slots` are what deal_slots left for the head; `outside` are the witnesses beside the sheet, by value."""

    notes: tuple[Notes, ...]
    places: tuple[Place, ...]
    slots: tuple[Place, ...]
    zones: tuple[Zone, ...]
    people: tuple[Someone, ...]
    outside: dict[str, set[Witness]]

    @property
    def views(self) -> list[View]:
        """All pages' views."""
        return [view for one in self.notes for view in one.views]

    @property
    def heads(self) -> list[Someone]:
        """Persons that are no beneficiaries: one, if all was read well."""
        return [person for person in self.people if not person.beneficiary]

    @property
    def beneficiaries(self) -> list[Someone]:
        """The others."""
        return [person for person in self.people if person.beneficiary]

    def of_head(self, kind: str, *, labels: Sequence[str] | None = None) -> list[Place]:
        """Places of that kind outside the beneficiaries' zones and rows, not sealed; claimed by one of `labels`
        where given."""
        return [
            place
            for place in self.places
            if place.kind == kind
            and not place.sealed
            and (labels is None or place.label in labels)
            and not self.zoned(place)
        ]

    def slots_of_head(self, kind: str) -> list[Place]:
        """Slots of that kind outside the beneficiaries' zones and rows."""
        return [slot for slot in self.slots if slot.kind == kind and not self.zoned(slot)]

    def sealed(self, kind: str) -> list[Place]:
        """Places amid the cadena original: they confirm, they never give."""
        return [place for place in self.places if place.kind == kind and place.sealed]

    def zoned(self, place: Place) -> bool:
        """Whether a value stands among the beneficiaries: in their zone, or in one's row."""
        if any(zone.holds(place.page, place.box) for zone in self.zones):
            return True
        return any(
            place.page == other.page and in_row(place.box, other.box)
            for person in self.beneficiaries
            for other in person.places
        )

    def has_label(self, field: str) -> bool:
        """Whether any page has a label of that field."""
        return any(notes.has_label(field) for notes in self.notes)


def lay_out(notes: Sequence[Notes], hints: Hints) -> Sheet:
    """Who stands on the sheet, and what is left for the head."""
    views = [view for one in notes for view in one.views]
    places = tuple(place for one in notes for place in one.places)
    zones = tuple(zone for one in notes for zone in zones_of(one.views, one.places))
    people = people_of(views, places, zones)
    slots = deal_slots(people, [slot for one in notes for slot in one.slots], zones)
    return Sheet(tuple(notes), places, tuple(slots), zones, tuple(people), outside_witnesses(hints))
