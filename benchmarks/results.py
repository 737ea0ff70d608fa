"""What one run of the benchmark found: rows with their goals, as text and as JSON."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from benchmarks.goals import MOST_GROWTH, MOST_SLOWER, Goal


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRow:
    """What one request costs; `ratio` is its processor time over that of the hello world of the same run."""

    name: str
    size: str
    ratio: float
    cpu_ms: float
    per_second: float
    p50: float
    p99: float
    kilobytes: float
    statements: int
    goal: Goal

    @property
    def verdict(self) -> str:
        """Which goals there are, and whether they are met."""
        return "; ".join(
            f"{what} {most:g}: {'met' if measured <= most else 'missed'}"
            for what, measured, most in (
                ("ratio", self.ratio, self.goal.ratio),
                ("kB", self.kilobytes, self.goal.kilobytes),
                ("p99 ms", self.p99, self.goal.p99),
            )
            if most is not None
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One figure that is no request's: seconds or MiB, beside that of the hello world where it has one."""

    name: str
    measured: float
    unit: str
    hello: float | None
    goal: Goal

    @property
    def verdict(self) -> str:
        """Whether the goal is met."""
        most = self.goal.amount
        return "" if most is None else f"{most:g} {self.unit}: {'met' if self.measured <= most else 'missed'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """One run: where it was made, how busy the machine was, and its rows."""

    machine: str
    load: float
    hello_ms: float
    pages: Sequence[PageRow]
    figures: Sequence[FigureRow]

    def growth(self) -> dict[str, float]:
        """Return how many times as much each page costs at ten times the size."""
        small = {row.name: row.cpu_ms for row in self.pages if row.size == "big"}
        large = {row.name: row.cpu_ms for row in self.pages if row.size == "huge"}
        return {name: large[name] / small[name] for name in small if name in large and small[name]}

    def to_json(self) -> str:
        """Return the run as JSON, for a program to compare."""
        return json.dumps({**asdict(self), "growth": self.growth()}, indent=2)

    def lines(self) -> Iterator[str]:
        """Yield the tables, in Markdown."""
        yield f"{self.machine}; load {self.load:.1f}; hello world: {self.hello_ms:.2f} ms of processor time"
        yield ""
        yield "| page | size | hello ratio | CPU ms | a second | p50 ms | p99 ms | kB sent | SQL | goal |"
        yield "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
        for row in self.pages:
            yield (
                f"| {row.name} | {row.size} | {row.ratio:.1f} | {row.cpu_ms:.2f} | {row.per_second:.0f} | "
                f"{row.p50:.1f} | {row.p99:.1f} | {row.kilobytes:.1f} | {row.statements} | {row.verdict} |"
            )
        yield ""
        yield "| beside the pages | measured | hello | goal |"
        yield "| --- | --- | --- | --- |"
        for figure in self.figures:
            hello = "" if figure.hello is None else f"{figure.hello:.2f}"
            yield f"| {figure.name} | {figure.measured:.2f} {figure.unit} | {hello} | {figure.verdict} |"
        if growth := self.growth():
            yield ""
            yield "| page | cost at ten times the size | goal |"
            yield "| --- | --- | --- |"
            for name, times in growth.items():
                verdict = "met" if times <= MOST_GROWTH else "missed"
                yield f"| {name} | {times:.1f} times | {MOST_GROWTH:g}: {verdict} |"


def slower(before: str, after: str) -> list[str]:
    """Return a line for each page or figure that costs over 15 % more in the second of two runs, as JSON.

    Pages are compared by their hello ratio, so that the runs may come from different machines.
    """
    earlier, later = (dict(_costs(json.loads(text))) for text in (before, after))
    return [
        f"{name}: {earlier[name]:.2f} to {cost:.2f} ({cost / earlier[name] - 1:+.0%})"
        for name, cost in later.items()
        if name in earlier and earlier[name] and cost > MOST_SLOWER * earlier[name]
    ]


def _costs(run: dict[str, list[dict[str, object]]]) -> Iterator[tuple[str, float]]:
    for page in run["pages"]:
        yield f"{page['name']}, {page['size']}", float(str(page["ratio"]))
    for figure in run["figures"]:
        yield str(figure["name"]), float(str(figure["measured"]))
