"""What lists of this app can be asked, on pages and API."""
