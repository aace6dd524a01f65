"""The account of an answer: what was asked, of which release, on whose word, and what is missing.

An answer that looks like a zero may be a hole: nobody has coded the column, the lists end earlier,
the mission is in none of them. `holes.py` looks for each kind; where it finds none, zero is zero.
"""
