"""A fifth generator of synthetic sheets: fifty-four layouts, and a simulator of phones and office machines.

It was written from facts about the papers and about cameras alone, with neither the reader nor the other generators'
layouts and copies in view. Its people and what befalls them are those of `bench.third.situations`, it draws with what
`bench.fourth` draws with, and it has constancias alone. Nine of its layouts are held aside
(`bench.fifth.generate.ASIDE`): who works on the reader looks at none of them.
"""
