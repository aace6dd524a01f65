"""Releases: editions of the whole base that never change, as they lie in a folder."""
