"""Options that correct how a page is read, and hints about the parts that were not understood."""

import shlex
from collections.abc import Callable
from functools import partial
from typing import Any

import click

from hackathon.cli.context import with_database
from hackathon.core.errors import BadEntry
from hackathon.core.text.messages import message
from hackathon.importing.question_messages import question_message
from hackathon.importing.services import pending_pages
from hackathon.pages.model.questions import Question, QuestionKind
from hackathon.pages.recognition.corrections.correction_codec import (
    ROLE_OPTIONS,
    as_options,
    corrections_from_json,
    read_answer,
    read_mapping,
    read_role,
)
from hackathon.pages.recognition.corrections.operations import Correction, Role, TakeAs
from hackathon.pages.recognition.labels.field_labels import Field
from hackathon.pages.recognition.understanding import CollectionGuess, LineUse, Understanding

_KEY = "hackathon.corrections"
_MOST_LINES = 20
_TAKEN_AS = {
    Role.TOPICS: "These parts are topics",
    Role.AREAS: "These parts are areas",
    Role.SECTIONS: "These parts are sections, not topics",
    Role.PEOPLE: "These parts list people",
    Role.IGNORED: "Leave these parts out",
}


def correction_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that correct a page to a command, kept in the order in which they were typed."""
    for name, role in reversed(ROLE_OPTIONS.items()):
        lines = " Or a range of lines: 10-20." if role is Role.IGNORED else ""
        help_text = f"{_TAKEN_AS[role]}: heading:3, list@HEADING, table@SHEET or line:12.{lines}"
        command = _option(f"--{name}", "PART", help_text, partial(_of_role, name))(command)
    command = _option(
        "--map",
        "LABEL=FIELD",
        "What a label or a column means, such as Lead=contact, or Notes=nothing to leave it out. "
        f"Fields: {', '.join(Field)}.",
        lambda value: (read_mapping(value),),
    )(command)
    command = _option(
        "--answer",
        "QUESTION=ANSWER",
        "An answer to a question that the page leaves open, as the check page prints it.",
        lambda value: (read_answer(value),),
    )(command)
    return _option("--layout", "NAME", "Use the corrections saved as this layout.", _of_layout)(command)


def corrections_typed() -> tuple[Correction, ...]:
    """Return the corrections given to the running command."""
    return tuple(click.get_current_context().meta.get(_KEY, ()))


def unrecognized_lines(understanding: Understanding) -> list[str]:
    """Return messages about unrecognized lines: the first twenty, and the number of others."""
    lost = [line for line in understanding.lines if line.use is LineUse.UNPLACED]
    shown = [f"Not recognized: line {line.number}: {line.text.strip()[:100]}" for line in lost[:_MOST_LINES]]
    more = len(lost) - _MOST_LINES
    return [*shown, f"Not recognized: {more} more lines"] if more > 0 else shown


def question_lines(understanding: Understanding) -> list[str]:
    """Return messages about the page's open questions, with the option that answers each."""
    return [
        f"To decide: {question_message(question)}{_option_for(question)}"
        for question in understanding.page.questions
    ]


def check_is_certain(understanding: Understanding) -> None:
    """Raise BadEntry if nothing may be written before a person decides which column is the title."""
    for question in understanding.page.questions:
        if question.kind is QuestionKind.WHICH_TITLE:
            raise BadEntry(f"{question_message(question)}{_option_for(question)}")


def _option_for(question: Question) -> str:
    if question.kind is not QuestionKind.WHICH_TITLE:
        return ""
    options = (shlex.quote(f"{header}={Field.TITLE.value}") for header in question.proposals)
    return f" Choose one: {' or '.join(f'--map {option}' for option in options)}"


def kinds_of(understanding: Understanding) -> list[str]:
    """Return messages about the structure of a page, each part with the option that corrects it."""
    kinds = [_kind(guess) for guess in understanding.collections[:_MOST_LINES] if guess.kind != "table"]
    return [*kinds, *_unknown_labels(understanding)]


def doubtful_kinds(understanding: Understanding) -> list[str]:
    """Return messages about parts and labels that are guessed or unknown."""
    guesses = [_kind(guess) for guess in understanding.collections if guess.is_question]
    return [*guesses[:_MOST_LINES], *_unknown_labels(understanding)]


def _unknown_labels(understanding: Understanding) -> list[str]:
    unknown = [label for label in understanding.labels if label.field is None and not label.is_left_out]
    return [
        f"Unknown: “{label.label}” ({label.count} {'cells' if label.is_column else 'lines'}). "
        f"Say what it means: --map {shlex.quote(f'{label.label}=FIELD')}"
        for label in unknown[:_MOST_LINES]
    ]


def _kind(guess: CollectionGuess) -> str:
    counts = ", ".join(f"{number} {role.value}" for role, number in guess.counts.items())
    other = Role.SECTIONS if guess.role is Role.TOPICS else Role.TOPICS
    return (
        f"Taken as: {counts}, such as line {guess.members[0].line}: {guess.members[0].text[:60]}. "
        f"If that is wrong: {as_options([TakeAs(guess.key, other)])}"
    )


def _option(
    name: str, metavar: str, help_text: str, read: Callable[[str], tuple[Correction, ...]]
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def collect(context: click.Context, _: click.Parameter, values: tuple[str, ...]) -> None:
        kept = context.meta.setdefault(_KEY, [])
        kept.extend(correction for value in values for correction in read(value))

    return click.option(
        name, metavar=metavar, multiple=True, expose_value=False, callback=collect, help=help_text
    )


def _of_role(option: str, value: str) -> tuple[Correction, ...]:
    return (read_role(option, value),)


@with_database
def _of_layout(name: str) -> tuple[Correction, ...]:
    layout = pending_pages.named_layout(name)
    if layout is None:
        raise BadEntry(message("There is no layout “%(name)s”.", name=name))
    return corrections_from_json(layout.corrections)
