"""The store: a ledger of every message, its cases, letters and filings (SQLite in WAL, or PostgreSQL).

opening   open_store(url) gives a Store, from which every function here takes its short sessions
ledger    which messages are known, tried, set aside, too old
record    a handled message with its case, letter and filing: one transaction
students  the same student found again
cases     reading cases; desk: the digest's query and the status
outbox    the letters' rows (reply/outbox.py sends them); filings: the moves (mailbox/filing.py makes them)
ruling    the officer's word; moves, corrections, merging: how she says it; identity: whose a case is then
letting_go  letters that a person lets go or takes back
meta      single values; history: who did what, when
schema    the tables; columns: their types; migrations: Alembic
"""
