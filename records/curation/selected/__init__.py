"""What an editor does to several records of one kind at once, seen before it is handed in."""
