"""A second generator of synthetic sheets, drawn by Chromium.

It shares no layout, wording, name list or copy effect with the other generators. Most of
`bench.unseen.aside` is held aside: its purpose is to show how the reader fares on sheets nobody tuned it to. All else
once was, and whoever works on the reader has seen what failed on it (`bench.unseen.generate.OPENED`).
"""
