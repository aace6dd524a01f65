"""Comparing what a text says with what is held; one module a kind."""
