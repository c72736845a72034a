"""Citations: BibTeX, RIS, CSL-JSON, and references in APA style."""
