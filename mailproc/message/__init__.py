"""From raw bytes to a message: MIME, whose it is, whether a machine wrote it. Pure."""
