"""The floor: a bound that looks at each person and each topic alone."""

from hackathon.planner.evaluation import loss
from hackathon.planner.preprocessed_instance import PreprocessedInstance


def floor(preprocessed: PreprocessedInstance) -> int:
    """Return the votes that nobody can have all of, and the seats that the best room of each topic lacks."""
    by, seats = preprocessed.by, 0.0
    for topic, value in enumerate(preprocessed.problem.topics):
        rooms = preprocessed.ok[topic].any(axis=0)
        if value.required and rooms.any():
            seats += preprocessed.short[topic, rooms].min()
    return by.loss * loss.floor(preprocessed.problem) + by.seat * round(seats)
