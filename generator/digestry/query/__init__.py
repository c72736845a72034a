"""The search's language: from text to terms, and what a query asks for."""
