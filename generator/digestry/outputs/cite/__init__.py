"""Citations: BibTeX, RIS and CSL-JSON."""
