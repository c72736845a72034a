"""`python -m generator` is `digest`."""

from generator.cli.main import main

main()
