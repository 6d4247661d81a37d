"""From readings and message to a decided case. Pure."""
