"""Facts that the curator left out, looked up: which papers agree, what services say, in which order to ask."""
