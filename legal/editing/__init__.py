"""Pages on which editors write what documents say: votes by member."""
