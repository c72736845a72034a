"""`digest init`: a digest of one's own."""

import click


@click.command()
def init() -> None:
    """Start a digest of your own."""
    raise NotImplementedError
