"""Digestry: a static-site generator for curated digests of research papers.

ARCHITECTURE.md shows the stages and which module may import which.
"""
