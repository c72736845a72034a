"""Tests of sending letters, with a real mail server."""
