"""The layouts held aside. Whoever works on the reader opens neither this file nor `layouts/aside/`."""

from bench.third.layout import Layout

ASIDE = (
    Layout("aside_1", shape="landscape", held_aside=True),
    Layout("aside_2", held_aside=True),
    Layout("aside_3", mixed_case=True, held_aside=True),
    Layout("aside_4", shape="ticket", drops=frozenset({"place", "services", "delegation"}), held_aside=True),
)
