"""Counts of a topic's votes, stored with it and updated by triggers as votes and attendances change.

`votes_counted` includes votes of people who are on the event's list and may attend, and imported votes of
people who are not on it. `votes_unlisted` are other votes of people who are not on the list; whether they
count is a setting of the event. `queries.counting` expresses the same rule as a condition.
"""

from hackathon.core.database.triggers import KeptNumbers
from hackathon.core.domain.attendance import Status

_GONE = ", ".join(f"'{status.value}'" for status in Status if status.is_gone)
_COLUMNS = ("votes_counted", "votes_unlisted")


def _status(vote: str) -> str:
    """Return the voter's attendance status at the topic's event; NULL if they are not on its list."""
    return (
        "(SELECT attendance.status FROM attendance"  # noqa: S608 -- our own words
        f" WHERE attendance.event_id = topic.event_id AND attendance.person_id = {vote}.person_id)"
    )


def _counted(vote: str) -> str:
    return (
        f"CASE WHEN {_status(vote)} IS NULL THEN CASE WHEN {vote}.from_page THEN 1 ELSE 0 END"
        f" WHEN {_status(vote)} IN ({_GONE}) THEN 0 ELSE 1 END"
    )


def _unlisted(vote: str) -> str:
    return f"CASE WHEN NOT {vote}.from_page AND {_status(vote)} IS NULL THEN 1 ELSE 0 END"


def _vote(row: str, sign: str) -> str:
    """Return the statement for an inserted or deleted vote."""
    return (
        f"UPDATE topic SET votes_counted = votes_counted {sign} {_counted(row)},"  # noqa: S608 -- our own words
        f" votes_unlisted = votes_unlisted {sign} {_unlisted(row)} WHERE id = {row}.topic_id;"
    )


def _attendance(row: str, sign: str) -> str:
    """Return the statement for someone's votes if they are added to the list or removed from it."""
    other = "-" if sign == "+" else "+"
    theirs = f"FROM vote WHERE vote.topic_id = topic.id AND vote.person_id = {row}.person_id"
    comes = f"CASE WHEN {row}.status IN ({_GONE}) THEN 0 ELSE 1 END"
    from_page = "CASE WHEN vote.from_page THEN 1 ELSE 0 END"
    return (
        f"UPDATE topic SET votes_counted = votes_counted {sign} (SELECT {comes} - {from_page} {theirs}),"  # noqa: S608 -- our own words
        f" votes_unlisted = votes_unlisted {other} (SELECT 1 - {from_page} {theirs})"
        f" WHERE event_id = {row}.event_id"
        f" AND id IN (SELECT topic_id FROM vote WHERE person_id = {row}.person_id);"
    )


_WATCHED = {
    "vote": (_vote, ("topic_id", "person_id", "from_page")),
    "attendance": (_attendance, ("event_id", "person_id", "status")),
}


def _for_sqlite() -> list[str]:
    found = []
    for table, (statement, columns) in _WATCHED.items():
        changed = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in columns)
        for event, when, work in (
            ("INSERT", "", statement("NEW", "+")),
            ("DELETE", "", statement("OLD", "-")),
            (
                f"UPDATE OF {', '.join(columns)}",
                f" WHEN {changed}",
                statement("OLD", "-") + statement("NEW", "+"),
            ),
        ):
            name = f"{table}_counts_{event.split()[0].lower()}"
            found.append(
                f"CREATE TRIGGER {name} AFTER {event} ON {table} FOR EACH ROW{when} BEGIN {work} END"
            )
    return found


def _for_postgresql() -> list[str]:
    found = []
    for table, (statement, columns) in _WATCHED.items():
        same = " AND ".join(f"OLD.{column} = NEW.{column}" for column in columns)
        function = (
            f"CREATE OR REPLACE FUNCTION {table}_counts() RETURNS trigger LANGUAGE plpgsql AS $body$ BEGIN"
            f" IF TG_OP = 'UPDATE' THEN IF {same} THEN RETURN NULL; END IF; END IF;"
            f" IF TG_OP <> 'INSERT' THEN {statement('OLD', '-')} END IF;"
            f" IF TG_OP <> 'DELETE' THEN {statement('NEW', '+')} END IF;"
            " RETURN NULL; END $body$"
        )
        trigger = (
            f"CREATE TRIGGER {table}_counts AFTER INSERT OR DELETE OR UPDATE OF {', '.join(columns)}"
            f" ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_counts()"
        )
        found += [function, trigger]
    return found


def _afresh(amount: str) -> str:
    return f"(SELECT COALESCE(SUM({amount}), 0) FROM vote WHERE vote.topic_id = topic.id)"  # noqa: S608 -- our own words


_AFRESH = (_afresh(_counted("vote")), _afresh(_unlisted("vote")))

KEPT = KeptNumbers(
    table="topic",
    columns=_COLUMNS,
    create={"sqlite": _for_sqlite(), "postgresql": _for_postgresql()},
    drop={
        "sqlite": [
            f"DROP TRIGGER IF EXISTS {table}_counts_{event}"
            for table in _WATCHED
            for event in ("insert", "delete", "update")
        ],
        "postgresql": [
            statement
            for table in _WATCHED
            for statement in (
                f"DROP TRIGGER IF EXISTS {table}_counts ON {table}",
                f"DROP FUNCTION IF EXISTS {table}_counts()",
            )
        ],
    },
    recount="UPDATE topic SET "  # noqa: S608 -- our own words
    + ", ".join(f"{column} = {afresh}" for column, afresh in zip(_COLUMNS, _AFRESH, strict=True)),
    wrong="SELECT id FROM topic WHERE "  # noqa: S608 -- our own words
    + " OR ".join(f"{column} <> {afresh}" for column, afresh in zip(_COLUMNS, _AFRESH, strict=True))
    + " ORDER BY id",
)
"""The vote counts that are stored with each topic."""
