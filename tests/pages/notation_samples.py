"""Small pages in other notations than Markdown, and what each says."""

from tests.pages.layout_samples import Layout

NOTATION_LAYOUTS = {
    "reStructuredText": Layout(
        text="""
Ideas 2028
==========

Project Ideas
-------------

Quiet fans
~~~~~~~~~~

:Mentor: Ada Quill
:Skills: C

Fans that nobody hears.

Loud bells
~~~~~~~~~~

.. important::

    **Mentors**: *Cleo Marsh*,
    *Orla Roe*.

Bells.
""",
        topics=["Quiet fans", "Loud bells"],
        contacts=[["Ada Quill"], ["Cleo Marsh", "Orla Roe"]],
        first={"skills": "C", "description": "Fans that nobody hears."},
    ),
    "wikitext": Layout(
        text="""
The '''Gull Hackathon 2028''' takes place 5-7 May 2028 in Tallinn, Estonia.

== Ideas ==

=== Title of the idea ===
* '''Mentors''':

== Machines ==

=== Quiet fans ===
'''Goal:''' A fan.<br />
'''Mentor:''' [[User:Aq|Ada Quill]]

=== Loud bells ===
* '''Description''': Bells.
* '''Mentors''': Cleo Marsh (cleo at x dot example)

== Participants ==
{| class="wikitable"
! Name !! Affiliation
|-
| [[User:Aq|Ada Quill]] || Example Ltd
|-
| ''Your name here'' ||
|}
""",
        topics=["Quiet fans", "Loud bells"],
        contacts=[["Ada Quill"], ["Cleo Marsh"]],
        areas=["Machines", "Machines"],
        attendees=[("Ada Quill", "Example Ltd")],
        event=("2028-05-05", "2028-05-07", "Tallinn"),
    ),
    "a mail": Layout(
        text="""From: Orla Roe <orla@x.example>
Subject: Re: Dock meeting: topics
Date: Tue, 15 Feb 2028 21:04:11 +0100

Hi all,

we meet on Saturday and Sunday, 18-19 March 2028, at the harbour
office in Bergen, Norway.

Topics:

1) Quiet fans (Ada Quill + Cleo Marsh)
   Fans that
   nobody hears.
2) Loud bells (anybody?)

Coming so far:
  - Ada Quill (Example Ltd)
  - Cleo Marsh, not sure yet

Cheers,
Orla
--
Orla Roe
""",
        topics=["Quiet fans", "Loud bells"],
        contacts=[["Ada Quill", "Cleo Marsh"], []],
        first={"description": "Fans that nobody hears."},
        attendees=[("Ada Quill", "Example Ltd"), ("Cleo Marsh", None)],
        event=("2028-03-18", "2028-03-19", "Bergen"),
    ),
    "MoinMoin": Layout(
        text="""#format wiki
= Sprint =
 * '''Dates:''' 2028-05-19 to 2028-05-21
 * '''Location:''' Hamburg, Germany

== Participants ==
||'''Name'''||'''Organisation'''||
||[[AdaQuill|Ada Quill]]||Example Ltd||

== Topics ==
 * Quiet fans (Ada Quill, Cleo Marsh)
   * Fans that nobody hears.
 * Loud bells
""",
        topics=["Quiet fans", "Loud bells"],
        contacts=[["Ada Quill", "Cleo Marsh"], []],
        first={"description": "Fans that nobody hears."},
        attendees=[("Ada Quill", "Example Ltd")],
        event=("2028-05-19", "2028-05-21", "Hamburg"),
    ),
    "DokuWiki": Layout(
        text="""====== Camp of Printers ======

From 11 to 13 August 2028 in Ghent, Belgium.

===== Projects =====

==== Quiet fans ====
**Host:** Ada Quill & Cleo Marsh \\\\
**Level:** Easy

Fans that nobody hears.

==== Loud bells ====
**Level:** Hard

Bells.

===== Who comes =====
^ Name ^ From ^
| Ada Quill | Example Ltd |
| ... | ... |
""",
        topics=["Quiet fans", "Loud bells"],
        contacts=[["Ada Quill", "Cleo Marsh"], []],
        first={"difficulty": "Easy", "description": "Fans that nobody hears."},
        attendees=[("Ada Quill", "Example Ltd")],
        event=("2028-08-11", "2028-08-13", "Ghent"),
    ),
    "HTML": Layout(
        text="""<!DOCTYPE html>
<html><head><title>Orchard Days - Site</title><script>"<h3>No topic</h3>"</script></head><body>
<nav><ul><li><a href="/">Home</a></li></ul></nav>
<h1>Orchard Days</h1>
<p><time datetime="2028-10-06">6</time>&ndash;
<time datetime="2028-10-07">7 October 2028</time>, Porto, Portugal</p>
<h2>Projects</h2>
<h3>Quiet fans</h3><p>Fans that nobody hears.</p>
<dl><dt>Leads</dt><dd><a href="/u/ada">Ada Quill</a>, Cleo Marsh</dd><dt>Skills</dt><dd>C</dd></dl>
<h3>Loud bells</h3><dl><dt>Leads</dt><dd>&ndash;</dd></dl>
<h2>Participants</h2><ul><li>Ada Quill &ndash; Example Ltd</li></ul>
<footer><h3>Contact</h3></footer></body></html>
""",
        topics=["Quiet fans", "Loud bells"],
        contacts=[["Ada Quill", "Cleo Marsh"], []],
        first={"skills": "C", "description": "Fans that nobody hears."},
        attendees=[("Ada Quill", "Example Ltd")],
        event=("2028-10-06", "2028-10-07", "Porto"),
    ),
    "a pad with votes": Layout(
        text="""Fern Barcamp
22/04/2028 - 23/04/2028, Lisbon, Portugal

=== SESSION PROPOSALS (add +1 and your name) ===

* Quiet fans -- Ada Quill
    Fans that nobody hears.
    +1 Cleo Marsh, Orla Roe
* Who keeps the keys? (signing, part 2) - proposed by Cleo Marsh
    * +1 (only Sunday) Ada Quill
* your session here -- your name
    +1

=== LOGISTICS ===
* bring a mug
""",
        topics=["Quiet fans", "Who keeps the keys? (signing, part 2)"],
        contacts=[["Ada Quill"], ["Cleo Marsh"]],
        first={"description": "Fans that nobody hears."},
        event=("2028-04-22", "2028-04-23", "Lisbon"),
    ),
}
