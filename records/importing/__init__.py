"""What importers of publishers' files share: copies, faults, additions, disagreements."""
