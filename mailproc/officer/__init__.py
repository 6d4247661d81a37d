"""What the officer sees: her daily digest."""
