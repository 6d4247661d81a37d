"""From words to fields: which document, whose values, and how far to trust them. Pure."""
