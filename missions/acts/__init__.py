"""What a document does to missions, the series it stands in, and two documents compared."""
