"""What was read, shown to people: a table in the terminal, and the pages with all that was heard drawn on them."""
