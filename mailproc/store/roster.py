"""The roster in the store: replaced whole by an import, asked by exact keys for the few entries that may be meant."""

from collections.abc import Collection, Iterable

from sqlalchemy import delete, func, insert, or_, select

from mailproc.cases.roster import Entry, control_keys
from mailproc.store.opening import Store
from mailproc.store.schema import RosterEntry

_MOST = 50
"""Entries that one message may be about; a message that names more students is for a person anyway."""
_BATCH = 1000


def candidates(
    store: Store,
    *,
    curps: Collection[str] = (),
    nsss: Collection[str] = (),
    controls: Collection[str] = (),
    addresses: Collection[str] = (),
) -> tuple[Entry, ...]:
    """The entries that have one of these keys, () without a roster. Empty keys find nothing; control numbers are found
    with and without the letter that addresses put before them."""
    keys = {
        RosterEntry.curp: {curp.upper() for curp in curps},
        RosterEntry.nss: set(nsss),
        RosterEntry.control: {key for control in controls for key in control_keys(control)},
        RosterEntry.address: {address.lower() for address in addresses},
    }
    wanted = [column.in_(sorted(values - {""})) for column, values in keys.items() if values - {""}]
    if not wanted:
        return ()
    query = (
        select(RosterEntry)
        .where(RosterEntry.account_id == store.account_id, or_(*wanted))
        .order_by(RosterEntry.id)
        .limit(_MOST)
    )
    with store.reading() as session:
        return tuple(map(_entry, session.scalars(query)))


def count(store: Store) -> int:
    """How many entries the roster has, 0 without one."""
    with store.reading() as session:
        found = session.scalar(select(func.count()).where(RosterEntry.account_id == store.account_id))
    return found or 0


def replace(store: Store, listed: Iterable[tuple[Entry, str]]) -> None:
    """Put these entries, each with the roster's own word for its status, in the place of all that were there: in one
    transaction, so that it is the old roster or the new one whatever happens. Raises StoreError, StoreBusy."""
    with store.writing() as session:
        session.execute(delete(RosterEntry).where(RosterEntry.account_id == store.account_id))
        batch: list[dict[str, object]] = []
        for entry, status in listed:
            batch.append(_row(store, entry, status))
            if len(batch) == _BATCH:
                session.execute(insert(RosterEntry), batch)
                batch = []
        if batch:
            session.execute(insert(RosterEntry), batch)


def _row(store: Store, entry: Entry, status: str) -> dict[str, object]:
    return {
        "account_id": store.account_id,
        "control": entry.control,
        "name": entry.name,
        "curp": entry.curp,
        "nss": entry.nss,
        "address": entry.address,
        "programme": entry.programme,
        "semester": entry.semester,
        "status": status,
        "graduated": entry.graduated,
    }


def _entry(row: RosterEntry) -> Entry:
    return Entry(
        control=row.control,
        name=row.name,
        curp=row.curp,
        nss=row.nss,
        address=row.address,
        programme=row.programme,
        semester=row.semester,
        graduated=row.graduated,
    )
