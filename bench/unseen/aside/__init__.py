"""Layouts, papers and copies that are held aside: whoever works on the reader opens none of these modules, nor the
files that they make. They share people's numbers, the camera and Chromium with the rest of `bench.unseen`, and
neither its words nor its looks."""
