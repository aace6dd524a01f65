"""What rules read in the texts held: citations, acts on other documents, Chapter VII."""
