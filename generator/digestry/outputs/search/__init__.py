"""What the search in the browser loads."""
