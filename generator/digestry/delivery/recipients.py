"""Who gets a letter: a text with an address a line, `ann@example.org` or `Ann Lee <ann@example.org>`."""

from digestry.errors import ContentError, Problem
from digestry.mailboxes import Mailbox, mailbox


def recipients(text: str, file: str) -> tuple[Mailbox, ...]:
    """Each address once, in the order of the lines; empty lines and those that begin with # say nothing.

    Raises ContentError with every line that is no address.
    """
    found: dict[str, Mailbox] = {}
    problems = []
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            each = mailbox(line.strip().rstrip(",;"))
        except ValueError:
            what = f"{line.strip()[:80]!r} is no address of e-mail"
            problems.append(Problem(file, number, what, "write it as ann@example.org, one a line"))
        else:
            found.setdefault(each.address.lower(), each)
    if problems:
        raise ContentError(problems)
    return tuple(found.values())
