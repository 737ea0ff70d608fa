"""Solving a problem exactly, with the model that the strategy chooses."""

from collections.abc import Callable

from hackathon.planner import strategy
from hackathon.planner.bounds import column_enumeration
from hackathon.planner.bounds.column_model import ColumnModel
from hackathon.planner.bounds.set_partitioning import SetPartitioning
from hackathon.planner.bounds.stretch_partitioning import StretchPartitioning
from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.strategy import Bound


def exact_model(preprocessed: PreprocessedInstance, is_over: Callable[[], bool]) -> ColumnModel | None:
    """Return the model over all columns; None where they are too many to be written down in the time."""
    model: ColumnModel | None = None
    if strategy.uses(Bound.STRETCHES, preprocessed):
        model = StretchPartitioning.build(preprocessed, is_over)
    if model is None and strategy.uses(Bound.ENUMERATION, preprocessed):
        model = SetPartitioning(preprocessed, column_enumeration.enumerate_all(preprocessed))
    return model
