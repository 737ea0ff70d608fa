"""Generated pages in notations that are understood by what they show: a heading and labels for each topic."""

from collections.abc import Iterator
from dataclasses import dataclass

from hackathon.pages.readers.formats import PageFormat


@dataclass(frozen=True, slots=True)
class Notation:
    """How a notation writes title, heading, topic, label and item; and what stands around all."""

    title: str
    heading: str
    topic: str
    label: str
    item: str
    before: str = ""
    after: str = ""


NOTATIONS: dict[PageFormat, Notation] = {
    PageFormat.RST: Notation(
        "{0}\n{line}", "{0}\n{rule}", "{0}\n{wave}", "**{0}**: {1}", "- {0}", before=".. contents::\n\n"
    ),
    PageFormat.DOKUWIKI: Notation(
        "====== {0} ======", "===== {0} =====", "==== {0} ====", "**{0}:** {1} \\\\", "  * {0}"
    ),
    PageFormat.MOIN: Notation(
        "= {0} =", "== {0} ==", "=== {0} ===", "'''{0}:''' {1}", " * {0}",
        before="#format wiki\n#language en\n",
    ),
    PageFormat.ORG: Notation("#+TITLE: {0}", "* {0}", "** {0}", "*{0}:* {1}", "- {0}"),
    PageFormat.ASCIIDOC: Notation("= {0}\n:toc:", "== {0}", "=== {0}", "*{0}:* {1}", "* {0}"),
    PageFormat.HTML: Notation(
        "<h1>{0}</h1>", "<h2>{0}</h2>", "<h3>{0}</h3>", "<p><b>{0}:</b> {1}</p>", "<ul><li>{0}</li></ul>",
        before="<!DOCTYPE html>\n<html><body>\n", after="</body></html>\n",
    ),
    PageFormat.TEXT: Notation("{0}\n{line}", "{0}\n{rule}", "{0}\n{wave}", "{0}: {1}", "- {0}"),
}  # fmt: skip


def page_in(
    kind: PageFormat, title: str, about: str, topics: Iterator[dict[str, str]], people: list[str]
) -> str:
    """Return a page in a notation."""
    notation = NOTATIONS[kind]
    parts = [_headed(notation.title, title), about, _headed(notation.heading, "Topics")]
    for topic in topics:
        parts.append(_headed(notation.topic, topic["title"]))
        parts += [notation.label.format(label, topic[label]) for label in ("Contact", "Skills", "Outcomes")]
        parts.append(
            topic["description"] if kind is not PageFormat.HTML else f"<p>{topic['description']}</p>"
        )
    parts.append(_headed(notation.heading, "Confirmed Attendees"))
    parts.append("\n".join(notation.item.format(person) for person in people))
    return notation.before + "\n\n".join(parts) + "\n" + notation.after


def _headed(form: str, words: str) -> str:
    width = len(words) + 2
    return form.format(words, line="=" * width, rule="-" * width, wave="~" * width)
