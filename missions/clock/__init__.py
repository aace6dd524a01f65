"""The clock of missions: which reports fall due, and which mandates run out, on which day."""
