"""The benchmark: this reader beside plain engines on one seeded set of synthetic copies, `python -m bench`."""
