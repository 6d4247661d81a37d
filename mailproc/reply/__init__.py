"""From a decided case to a letter, through one gate, out of the door once."""
