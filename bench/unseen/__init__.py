"""A second generator of synthetic sheets, kept aside as unseen data.

It shares no layout, wording, name list or copy effect with the other generators: its purpose is to show how the
reader fares on sheets nobody tuned it to. Look at its results, do not tune to its sheets.
"""
