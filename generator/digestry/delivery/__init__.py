"""Letters handed to a mail server, once to each recipient."""
