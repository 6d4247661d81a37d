"""A fourth generator of synthetic sheets: forty layouts of the constancia, drawn by reportlab.

It was written from facts about the papers alone (what a constancia states, how offices, portals and machines print),
with neither the reader nor the layouts of the other generators in view. Its people and what befalls them are those of
`bench.third.situations`, its kinds of copy those of `bench.third.copies`: a difference to the third set is one of
layout. It has constancias alone. Nine of its layouts are held aside (`bench.fourth.generate.ASIDE`): who works on
the reader looks at none of them.
"""
