"""A third generator of synthetic sheets: drawn by Typst, worn by Albumentations, seen through a pinhole camera.

It was written from facts about the documents alone, with neither the reader nor the generator of `tests/documents`
in view. A third of its layouts is held aside (`Layout.held_aside`), as most of `bench.unseen.aside` is: who
works on the reader looks at neither.
"""
