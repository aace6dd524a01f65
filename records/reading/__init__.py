"""What pages, API and admin show of a record: its values, evidence and history in words."""
