"""Tests of generator.enrich."""
