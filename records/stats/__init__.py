"""Figures over the rows of a list: what may be added up, by what, and how that is told."""
