"""Ranked search over statements, documents and incidents, in an index beside the database."""
