"""The parts of a draft's cost, and its effect on people, in the reader's language."""

from dataclasses import dataclass

from hackathon.core.text.messages import Message, message
from hackathon.planner.evaluation.fairness import BANDS, Band
from hackathon.planner.explanation.cost_parts import CostParts


@dataclass(frozen=True, slots=True, kw_only=True)
class CostPart:
    """A part of a draft's cost: its name, its amount in loss or cost, and its cause."""

    name: Message
    amount: Message
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedBand:
    """The number of people who get this much of what they want."""

    name: Message
    number: int


def cost_part_messages(parts: CostParts) -> tuple[CostPart, ...]:
    """Return the parts by whether they can be changed: never, by this draft, unknown."""
    return (
        CostPart(
            name=message("Unavoidable"), amount=_loss(parts.unavoidable), reason=_why_unavoidable(parts)
        ),
        CostPart(
            name=message("Lost in this draft"),
            amount=_loss(parts.chosen),
            reason=message("No agenda loses less.")
            if parts.chosen == 0
            else message(
                "Another agenda may lose less, but none less than %(least)s.", least=parts.unavoidable
            ),
        ),
        _undecided(parts),
    )


def named_bands(bands: tuple[Band, ...]) -> tuple[NamedBand, ...]:
    """Return the bands with their names, in order."""
    above = dict(zip(BANDS[1:], BANDS, strict=False))
    return tuple(NamedBand(name=_band_name(band.percent, above), number=band.number) for band in bands)


def _band_name(percent: int, above: dict[int, int]) -> Message:
    if percent not in above:
        return message("All of their votes")
    if not percent:
        return message("Less than %(percent)s%%", percent=above[percent])
    return message("%(least)s to %(most)s%%", least=percent, most=above[percent] - 1)


def _loss(amount: int) -> Message:
    return message("loss %(amount)s", amount=amount)


def _why_unavoidable(parts: CostParts) -> Message:
    if parts.floor and parts.proven:
        return message(
            "Of this, %(floor)s is because people want more topics than there are slots, and another "
            "%(proven)s is proven to be unavoidable.",
            floor=parts.floor,
            proven=parts.proven,
        )
    if parts.floor:
        return message("People want more topics than there are slots.")
    if parts.proven:
        return message("This is proven.")
    return message("Nobody wants more topics than there are slots.")


def _undecided(parts: CostParts) -> CostPart:
    name = message("Undecided")
    if parts.undecided is None:
        return CostPart(
            name=name,
            amount=message("unknown"),
            reason=message("Nothing has been proven for the current votes."),
        )
    amount = message("cost %(amount)s", amount=parts.undecided)
    if parts.undecided == 0:
        return CostPart(name=name, amount=amount, reason=message("No agenda costs less."))
    return CostPart(
        name=name,
        amount=amount,
        reason=message(
            "An agenda that costs between %(least)s and %(most)s may still exist.",
            least=parts.bound,
            most=parts.cost - 1,
        ),
    )
