"""Filtering and sorting the table of topics, and changing the selected ones."""

from typing import Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SearchField, SelectField
from wtforms.fields.choices import enum_choices, enum_coerce

from hackathon.core.domain.topics import MOST_SLOTS, ContactLine, ContactRole, ReviewState
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import LINE, LineField, NumberField, choices, on_one_line, words_of
from hackathon.events.models import Event
from hackathon.topics.forms.topics import STATES
from hackathon.topics.labels import CONTACT_ROLES, NOT_REVIEWED, REVIEW_STATES
from hackathon.topics.queries import topic_list
from hackathon.topics.queries.topic_table import TableSort, TopicsSearch
from hackathon.topics.table.domain import TopicsChange

KEEP = "keep"
"""The choice that leaves a field as it is; an empty value means none."""
_YES_OR_NO = {KEEP: _l("No change"), "yes": _l("Yes"), "no": _l("No")}
_ANSWERS = {"yes": True, "no": False}


class TopicsSearchForm(BaseForm):
    """The filters and the order of the table, sent in the query string."""

    class Meta:
        """Searching changes nothing, so no token is needed."""

        csrf = False

    q = SearchField(_l("Title, text, contact or number"), filters=[on_one_line, lambda words: words[:LINE]])
    area = SelectField(_l("Area"))
    state = SelectField(
        _l("Review"),
        choices=choices(
            {
                "": _l("All"),
                topic_list.NOT_REVIEWED: _l(NOT_REVIEWED.singular),
                **STATES,
                ReviewState.WITHDRAWN.value: _l(REVIEW_STATES[ReviewState.WITHDRAWN].singular),
            }
        ),
    )
    contact = SelectField(_l("Contacts"), choices=choices({"": _l("All"), "none": _l("No contact yet")}))
    sort = SelectField(_l("Sort by"), choices=choices({each.value: each.value for each in TableSort}))

    def offer(self, event: Event) -> None:
        """Offer the areas of the event; unknown values are ignored."""
        areas = {area.slug: area.name for area in event.areas}
        self.area.choices = choices({"": _("All"), topic_list.NOT_REVIEWED: _("None"), **areas})
        for field in (self.area, self.state, self.contact, self.sort):
            values = [choice.value for choice in field.choices]
            field.data = field.data if field.data in values else values[0]

    @property
    def query(self) -> dict[str, str]:
        """The query parameters of this search, without defaults."""
        return {field.name: field.data for field in self if field.data not in ("", TableSort.NUMBER.value)}

    @property
    def is_narrowed(self) -> bool:
        """Whether some topics may be filtered out."""
        return bool(self.query.keys() - {"sort"})

    @property
    def search(self) -> TopicsSearch:
        """The search for these values."""
        return TopicsSearch(
            words=self.q.data,
            area=self.area.data,
            state=self.state.data,
            has_no_contact=self.contact.data == "none",
            sort=TableSort(self.sort.data),
        )


class TopicsChangeForm(BaseForm):
    """Changes to all selected topics."""

    area_all = SelectField(_l("Area"), default=KEEP)
    state_all = SelectField(
        _l("Review state"),
        choices=choices({KEEP: _l("No change"), "": _l("Not reviewed"), **STATES}),
        default=KEEP,
    )
    length = NumberField(_l("Length in slots"), least=1, most=MOST_SLOTS, is_optional=True)
    plenary = SelectField(_l("Plenary"), choices=choices(_YES_OR_NO), default=KEEP)
    twice = SelectField(_l("May run twice"), choices=choices(_YES_OR_NO), default=KEEP)
    added = LineField(_l("Add equipment"))
    removed = LineField(_l("Remove equipment"))
    contact_name = LineField(_l("Add a contact"), render_kw={"list": "people", "autocomplete": "off"})
    contact_role = SelectField(
        _l("Role"),
        choices=enum_choices(ContactRole, label=CONTACT_ROLES.__getitem__),
        coerce=enum_coerce(ContactRole),
        default=ContactRole.TECHNICAL_CONTACT,
    )

    @classmethod
    def about(cls, event: Event) -> Self:
        """Return the form with no changes, or with the submitted values."""
        form: Self = cls()
        areas = {area.slug: area.name for area in event.areas}
        form.area_all.choices = choices({KEEP: _("No change"), "": _("None"), **areas})
        return form

    @property
    def what(self) -> TopicsChange:
        """The entered changes."""
        name, state = self.contact_name.data, self.state_all.data
        return TopicsChange(
            area=None if self.area_all.data == KEEP else self.area_all.data,
            review_state=ReviewState(state) if state not in ("", KEEP) else None,
            is_unreviewed=state == "",
            length=self.length.data,
            is_plenary=_ANSWERS.get(self.plenary.data),
            may_run_twice=_ANSWERS.get(self.twice.data),
            needs_added=words_of(self.added.data),
            needs_removed=words_of(self.removed.data),
            contact=ContactLine(name=name, role=self.contact_role.data) if name else None,
        )
