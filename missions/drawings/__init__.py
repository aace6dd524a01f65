"""What is drawn of a mission: strength, contributors, deaths, places, budgets, lineage.

Each module makes one `Figure` from the rows of the tables and the day asked for.
"""
