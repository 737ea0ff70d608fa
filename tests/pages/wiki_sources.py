"""Pages as wiki source that the tests speak of, and what of a page survives being written."""

from dataclasses import replace

from hackathon.pages.model.page import Page, PageTopic
from hackathon.pages.readers.wikitext.reader import read

PAGE = """__NOTOC__
[[File:XenHackathon.png|thumb]]
The '''Xen Hackathon''' is on May 16-17, 2013 in [[Dublin]] Ireland. See [http://x.org/?a=1 the site].
* May 16th: 9AM to 5PM
* May 17th: 9AM to 5PM

== Rules ==
Write <nowiki>{{project|Project=Foo}}</nowiki> below.

== List of topics ==
=== Hypervisor ===
{{project
|Project=Xen on ARM
|Anchor=arm
|Date=24/03/2013
|Contact=[[User:Ijc|Ian Campbell]] <ian@example.com>, Stefano
|GSoC={{N/A}}
|Difficulty=?
|Skills=
|Desc=Port '''it'''.
* one [[Foo|foo]]
* two
|Priority=high
|Review={{Vote|[[User:Msw|Msw]] 22:15, 27 April 2013 (UTC)}} Will attend
{{Comment|[[User:Lars.kurth|Lars.kurth]] 14:14, 23 January 2013 (UTC):}} which board?
: {{Comment|[[User:Ijc|Ijc]] 15:14, 23 January 2013 (UTC):}} one of
:* these
:* those
}}

=== Tools ===
{{Notice|soon}}
{{GSoC Project|Project=All on one line|Contact=A. B.|Desc=short|Outcomes=Unknown|Date=2013-03-01}}
== Confirmed Attendees ==
* Lars Kurth, Citrix
* [[User:Ijc|Ian Campbell]]
[[Category:Events]]
"""


def project(**parameters: str) -> str:
    """Return a topic's template with these parameters."""
    return "\n".join(["{{project", *(f"|{name}={value}" for name, value in parameters.items()), "}}"])


def a_page(*topics: str) -> str:
    """Return the source of a hackathon's page with these topics."""
    return "\n\n".join(["== Topics ==", *topics, "== Confirmed Attendees ==", "* Lars Kurth, Citrix\n"])


def read_topic(source: str) -> PageTopic:
    (topic,) = read(a_page(source)).topics
    return topic


def kept(page: Page) -> Page:
    """Return what of a page its source keeps: all but the numbers of lines, and how it was written before."""
    event = page.event and replace(
        page.event, line=0, days=tuple(replace(day, line=0) for day in page.event.days)
    )
    return replace(
        page,
        rendering="",
        lines=0,
        chars=0,
        site_from=None,
        chrome=(),
        questions=(),
        event=event,
        milestones=tuple(replace(each, line=0) for each in page.milestones),
        sections=tuple(replace(each, line=0) for each in page.sections),
        prose=tuple(replace(each, line=0) for each in page.prose),
        topics=tuple(_kept_topic(each) for each in page.topics),
        attendees=tuple(replace(each, line=0) for each in page.attendees),
        notices=tuple(replace(each, line=0) for each in page.notices),
        unplaced=tuple(replace(each, line=0) for each in page.unplaced),
    )


def _kept_topic(topic: PageTopic) -> PageTopic:
    places = {comment.line: n for n, comment in enumerate(topic.comments)}
    return replace(
        topic,
        line=0,
        comments=tuple(
            replace(
                comment, line=n, reply_to=None if comment.reply_to is None else places.get(comment.reply_to)
            )
            for n, comment in enumerate(topic.comments)
        ),
    )
