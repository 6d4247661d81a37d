"""From an attachment's bytes to pages with words and pictures, in sandboxed worker processes."""
