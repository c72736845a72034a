"""Numbers and states as commands say them, in English; what readers see is said by `digestry.words`."""


def figure(number: int) -> str:
    """`7`, `1,234`: digits in groups of three."""
    return f"{number:,}"


def sentence(text: str) -> str:
    """A text as the beginning of a sentence: `Withdrawn by its authors`."""
    return text[:1].upper() + text[1:]


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 paper`, `2 papers`, `1,000 papers`; `plural` is for nouns that take more than an s."""
    return f"{figure(number)} {noun if number == 1 else plural or noun + 's'}"
