"""The collections, and which of their items a run reads."""

from collections.abc import Iterator
from itertools import count, islice

from bench.item import Collection, Plan

NAMES = ("known", "unseen", "third", "fourth", "fifth")


def collection(name: str) -> Collection:
    """One of NAMES; each needs packages that the others do without."""
    if name == "known":
        from bench.known import Known

        return Known()
    if name == "unseen":
        from bench.unseen.generate import Unseen

        return Unseen()
    if name == "third":
        from bench.third.generate import Third

        return Third()
    if name == "fourth":
        from bench.fourth.generate import Fourth

        return Fourth()
    from bench.fifth.generate import Fifth

    return Fifth()


def plans(
    name: str, seed: int, number: int, *, only: frozenset[str] = frozenset(), held_aside: bool | None = None
) -> Iterator[Plan]:
    """The first `number` plans of a collection; `only` of these kinds of copy, kinds or sorts; `held_aside` of
    those that nobody looks at (True) or of the others (False). Fewer where a collection has none of that."""
    source = collection(name)
    found = (plan for plan in (source.plan(seed, index) for index in count()) if _wanted(plan, only, held_aside))
    # A round has everything that occurs at all but the rarest sorts: none in a hundred rounds is none at all.
    return islice(found, number) if _any(source, seed, only, held_aside) else iter(())


def _wanted(plan: Plan, only: frozenset[str], held_aside: bool | None) -> bool:
    fits = not only or not only.isdisjoint((plan.copy, plan.kind.value, plan.sort))
    return fits and held_aside in (None, plan.held_aside)


def _any(source: Collection, seed: int, only: frozenset[str], held_aside: bool | None) -> bool:
    return any(_wanted(source.plan(seed, index), only, held_aside) for index in range(20 * source.round))
