"""The admin's manner: forms make revisions, and only publishing writes rows."""
