"""The claim checker: what a text says of the record, found, looked up and judged.

Finders read the text, without the database but for names; `held.py` looks up all that they found,
in a number of queries that no text makes larger; judges compare, kind by kind.
"""
