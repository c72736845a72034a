"""`python -m generator` is `digest`."""

from digestry.cli.main import main

main()
