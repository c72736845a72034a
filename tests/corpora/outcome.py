"""What came of one corpus in one part of `make conformance`."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass
class Outcome:
    """Figures of a part. `never` counts what must not happen; `told` are lines about single inputs."""

    part: str
    inputs: int = 0
    refused: int = 0
    never: dict[str, int] = field(default_factory=dict)
    figures: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def failed(self) -> bool:
        return any(self.never.values())


def table(outcomes: Iterable[tuple[str, Outcome]]) -> str:
    """A line for each corpus and part, with its figures below."""
    lines = [f"{'corpus':<30} {'part':<12} {'inputs':>7} {'refused':>8}  must be zero"]
    for corpus, outcome in outcomes:
        never = ", ".join(f"{what} {count:,}" for what, count in outcome.never.items())
        lines.append(f"{corpus:<30} {outcome.part:<12} {outcome.inputs:>7,} {outcome.refused:>8,}  {never}")
        lines += [f"    {figure}" for figure in outcome.figures]
    return "\n".join(lines)
