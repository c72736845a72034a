"""Tests of generator.network, against a real server."""
