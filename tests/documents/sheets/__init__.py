"""Synthetic sheets: their truth, their wording, and the layouts that draw them as born-digital PDF."""
