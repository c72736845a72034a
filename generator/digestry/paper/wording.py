"""Small words around numbers."""


def counted(number: int, noun: str) -> str:
    """`1 paper`, `2 papers`, `1,000 papers`."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
