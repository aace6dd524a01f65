"""A record as JSON, its rows named by natural keys: what revisions and fixtures hold."""
