"""Changes to many topics at once."""

from dataclasses import dataclass, replace

from hackathon.core.domain.topics import ContactLine, ReviewState, TopicFields


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicsChange:
    """A change to several topics; None leaves a field as it is."""

    area: str | None = None
    """A slug; an empty one removes the area."""
    review_state: ReviewState | None = None
    is_unreviewed: bool = False
    """Whether their review state becomes "not reviewed"."""
    length: int | None = None
    is_plenary: bool | None = None
    may_run_twice: bool | None = None
    needs_added: tuple[str, ...] = ()
    needs_removed: tuple[str, ...] = ()
    contact: ContactLine | None = None
    """The name of an additional contact."""

    @property
    def is_about_review(self) -> bool:
        """Whether it sets the review state."""
        return self.is_unreviewed or self.review_state is not None

    @property
    def is_empty(self) -> bool:
        """Whether it changes nothing."""
        return self == TopicsChange()

    def applied_to(self, fields: TopicFields) -> TopicFields:
        """Return the changed fields of a topic, except its contacts."""
        without = {word.casefold() for word in self.needs_removed}
        words = dict.fromkeys((*fields.needs, *self.needs_added))
        return replace(
            fields,
            area=fields.area if self.area is None else self.area or None,
            review_state=None if self.is_unreviewed else self.review_state or fields.review_state,
            length=self.length or fields.length,
            is_plenary=fields.is_plenary if self.is_plenary is None else self.is_plenary,
            may_run_twice=fields.may_run_twice if self.may_run_twice is None else self.may_run_twice,
            needs=tuple(word for word in words if word.casefold() not in without),
        )
