"""Who may call which route. A route that is added, moved or opened to others changes this list."""

import re

from flask import Flask

from hackathon.views.access import Access

ROUTES = {
    Access.ANYONE: {
        "GET /",
        "GET /<event>/",
        "GET /<event>/agenda.ics",
        "GET /<event>/agenda.pdf",
        "GET /<event>/agenda/",
        "GET /<event>/agenda/<int:number>",
        "GET /<event>/announcements/<secret>",
        "POST /<event>/announcements/<secret>",
        "POST /<event>/announcements/<secret>/return",
        "GET /<event>/areas/<area>.ics",
        "GET /<event>/changes/",
        "GET /<event>/dates.ics",
        "GET /<event>/invitations/<secret>",
        "POST /<event>/invitations/<secret>",
        "GET /<event>/people/",
        "GET /<event>/registration",
        "GET /<event>/rooms/<room>.ics",
        "GET /<event>/schedule.json",
        "GET /<event>/schedule.xml",
        "GET /<event>/subscribe",
        "GET /<event>/theme.css",
        "GET /<event>/topics/",
        "GET /<event>/topics/<address>",
        "GET /<event>/topics/<address>/history",
        "GET /<event>/topics/<int:number>-<slug>.ics",
        "GET /<event>/topics/<int:number>.ics",
        "GET /calendars/<secret>.ics",
        "GET /health",
        "GET /sign-in",
        "POST /sign-in",
        "GET /sign-in/<secret>",
        "POST /sign-in/<secret>",
        "GET /sign-in/code",
        "GET /sign-in/passkey/options",
        "POST /sign-in/passkey",
        "GET /sign-in/provider",
        "GET /sign-in/provider/answer",
        "POST /sign-in/code",
    },
    Access.SIGNED_IN: {
        "GET /<event>/door/<secret>",
        "POST /<event>/door/<secret>",
        "GET /<event>/confirmation",
        "POST /<event>/confirmation",
        "GET /<event>/mine",
        "GET /<event>/mine/why/<address>",
        "GET /<event>/mine/topics",
        "POST /<event>/mine/address",
        "POST /<event>/registration",
        "POST /<event>/topics/<address>/comments",
        "POST /<event>/topics/<address>/comments/<int(max=2147483647):key>/addressed",
        "GET /<event>/topics/<address>/review",
        "POST /<event>/topics/<address>/review",
        "POST /<event>/topics/<address>/state",
        "POST /<event>/topics/<address>/vote",
        "GET /<event>/topics/new",
        "POST /<event>/topics/new",
        "POST /<event>/topics/new/draft",
        "GET /account",
        "GET /account/data.json",
        "GET /account/deletion",
        "POST /account/deletion",
        "POST /account/devices/<int(max=2147483647):key>/removal",
        "POST /account/devices/removal",
        "POST /account/passkeys",
        "POST /account/passkeys/<int(max=2147483647):key>/removal",
        "GET /account/passkeys/options",
        "POST /sign-out",
    },
    Access.CREATOR: {
        "GET /events/new",
        "POST /events/new",
    },
    Access.REVIEWER: {
        "GET /<event>/desk/",
        "GET /<event>/desk/readiness",
        "GET /<event>/desk/readiness.json",
    },
    Access.HELPER: {
        "GET /<event>/desk/check-in",
        "GET /<event>/desk/check-in/<int(max=2147483647):person>",
        "POST /<event>/desk/check-in/<int(max=2147483647):person>",
        "POST /<event>/desk/check-in/<int(max=2147483647):person>/undoing",
        "GET /<event>/desk/people",
        "GET /<event>/desk/people/<int(max=2147483647):person>",
        "POST /<event>/desk/people/<int(max=2147483647):person>",
        "POST /<event>/desk/people/<int(max=2147483647):person>/approval",
        "POST /<event>/desk/people/<int(max=2147483647):person>/invitation",
        "GET /<event>/desk/people/invitations",
        "POST /<event>/desk/people/invitations",
        "POST /<event>/desk/people/invitations/reminders",
        "POST /<event>/desk/people/invitations/sending",
        "GET /<event>/desk/people/new",
        "POST /<event>/desk/people/new",
        "GET /<event>/desk/topics",
        "GET /<event>/desk/topics/<address>",
        "POST /<event>/desk/topics/<address>",
        "POST /<event>/desk/topics/<address>/restoration",
        "GET /<event>/desk/topics/areas",
        "POST /<event>/desk/topics/areas",
        "GET /<event>/desk/topics/new",
        "POST /<event>/desk/topics/new",
    },
    Access.ORGANIZER: {
        "GET /<event>/desk/check-in/door",
        "GET /<event>/desk/people/table.csv",
        "POST /<event>/desk/check-in/door",
        "GET /<event>/desk/dates",
        "POST /<event>/desk/dates",
        "GET /<event>/desk/draft/<address>",
        "POST /<event>/desk/draft/<address>",
        "POST /<event>/desk/draft/<address>/absence",
        "GET /<event>/desk/day",
        "POST /<event>/desk/day/<any(room, away, overrun, dropped, added):what>",
        "GET /<event>/desk/export",
        "GET /<event>/desk/export/page.<suffix>",
        "GET /<event>/desk/export/page.schema.json",
        "GET /<event>/desk/import",
        "POST /<event>/desk/import",
        "GET /<event>/desk/import/plan",
        "POST /<event>/desk/import/application",
        "POST /<event>/desk/import/<int:key>/undoing",
        "GET /<event>/desk/joins",
        "POST /<event>/desk/joins/<int:key>/acceptance",
        "POST /<event>/desk/joins/<int:key>/parting",
        "POST /<event>/desk/joins/<int:key>/refusal",
        "GET /<event>/desk/mail",
        "POST /<event>/desk/mail/<int(max=2147483647):key>/<any(attempt, arrival, removal):decision>",
        "POST /<event>/desk/mail/attempt",
        "GET /<event>/desk/mail/new",
        "POST /<event>/desk/mail/new",
        "POST /<event>/desk/mail/new/sending",
        "GET /<event>/desk/log",
        "POST /<event>/desk/people/<int(max=2147483647):person>/invitation/withdrawal",
        "POST /<event>/desk/people/<int(max=2147483647):person>/sign-in-link",
        "GET /<event>/desk/plan",
        "POST /<event>/desk/plan",
        "GET /<event>/desk/plan/<int(max=2147483647):number>/<any(problem, solution):part>.json",
        "GET /<event>/desk/plan/runs/<int(max=2147483647):number>",
        "POST /<event>/desk/plan/runs/<int(max=2147483647):number>/draft",
        "GET /<event>/desk/plan/runs/<int(max=2147483647):number>/progress",
        "POST /<event>/desk/plan/runs/<int(max=2147483647):number>/stop",
        "GET /<event>/desk/plan/what-if",
        "GET /<event>/desk/plan/order",
        "POST /<event>/desk/plan/order",
        "POST /<event>/desk/plan/order/removal",
        "GET /<event>/desk/plan/what-if/<int(max=2147483647):number>",
        "POST /<event>/desk/plan/what-if/<any(topic, person, room):kind>",
        "POST /<event>/desk/publication",
        "GET /<event>/desk/publish",
        "GET /<event>/desk/rooms",
        "GET /<event>/desk/rooms/hours",
        "POST /<event>/desk/rooms/hours",
        "GET /<event>/desk/rooms/layout",
        "POST /<event>/desk/rooms/layout",
        "GET /<event>/desk/rooms/new",
        "POST /<event>/desk/rooms/new",
        "GET /<event>/desk/rooms/room/<room>",
        "POST /<event>/desk/rooms/room/<room>",
        "GET /<event>/desk/rooms/room/<room>/removal",
        "POST /<event>/desk/rooms/room/<room>/removal",
        "GET /<event>/desk/rooms/slots/<int:key>",
        "POST /<event>/desk/rooms/slots/<int:key>",
        "GET /<event>/desk/rooms/slots/<int:key>/removal",
        "POST /<event>/desk/rooms/slots/<int:key>/removal",
        "GET /<event>/desk/rooms/slots/new",
        "POST /<event>/desk/rooms/slots/new",
        "GET /<event>/desk/settings",
        "POST /<event>/desk/settings",
        "GET /<event>/desk/topics/<address>/carrying",
        "POST /<event>/desk/topics/<address>/carrying",
        "GET /<event>/desk/topics/<address>/splitting",
        "POST /<event>/desk/topics/<address>/splitting",
        "GET /<event>/desk/topics/<address>/merge",
        "POST /<event>/desk/topics/<address>/merge",
        "POST /<event>/desk/topics/merges/<int:key>/undoing",
        "POST /<event>/desk/topics/<address>/return",
        "POST /<event>/desk/topics/<address>/withdrawal",
    },
}


EXAMPLES = {
    "<event>": "dublin-2013",
    "<address>": "2-xen-on-arm-portathon",
    "<room>": "liffey",
    "<area>": "hypervisor",
    "<slug>": "xen-on-arm-portathon",
    "<secret>": "not-a-secret",
    "<any(problem, solution):part>": "problem",
    "<any(room, away, overrun, dropped, added):what>": "room",
    "<any(topic, person, room):kind>": "room",
    "<any(attempt, arrival, removal):decision>": "attempt",
}


def example(rule: str) -> str:
    """Return an address that the rule answers."""
    for part, value in EXAMPLES.items():
        rule = rule.replace(part, value)
    return re.sub(r"<int[^>]*>", "1", rule)


def of(access: Access) -> list[tuple[str, str]]:
    """Return the routes of that access, as method and example address."""
    return [
        (method, example(rule)) for method, rule in (line.split(" ", 1) for line in sorted(ROUTES[access]))
    ]


def test_every_route_names_who_may_call_it(app: Flask) -> None:
    found: dict[Access, set[str]] = {access: set() for access in Access}
    for rule in app.url_map.iter_rules():
        if rule.endpoint != "static":
            access = getattr(app.view_functions[rule.endpoint], "access")  # noqa: B009 -- `open_to` put it there
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
                found[access].add(f"{method} {rule}")

    assert found == ROUTES
