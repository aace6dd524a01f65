"""Pages that lie across missions: all on one line of time, by task, and beside each other."""
