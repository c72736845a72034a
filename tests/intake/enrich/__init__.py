"""Tests of digestry.intake.enrich."""
