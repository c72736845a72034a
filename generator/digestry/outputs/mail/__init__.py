"""The e-mail edition: a letter of papers, as HTML and as text, and the message that holds both."""
