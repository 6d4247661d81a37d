"""Alembic migrations, run by `mailproc.store.opening` on the store's own connection."""
