"""Tests of digestry.intake.network, against a real server."""
