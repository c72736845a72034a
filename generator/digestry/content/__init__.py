"""The content folder: YAML in and out, read, checked, and written."""
