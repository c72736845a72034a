"""Facts that the curator left out: which records agree, what services say, in which order they are asked."""
