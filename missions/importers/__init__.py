"""Publishers' tables on missions, one module for each format."""
