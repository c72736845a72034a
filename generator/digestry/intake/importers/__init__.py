"""From whatever a curator has to papers: a module for each family of formats, which yields records."""
