"""The JSON API: what the pages say, for programs."""
