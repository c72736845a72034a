"""The handbook, a page a file; in the installed package it is `digestry.handbook`."""
