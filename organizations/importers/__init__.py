"""Publishers' tables on states and their memberships, one module for each format."""
