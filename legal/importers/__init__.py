"""Publishers' files on documents, one module for each format."""
