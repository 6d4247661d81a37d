"""The roster (padrón) as a file that a school hands over: from CSV or XLSX to entries, with every doubt by row."""
