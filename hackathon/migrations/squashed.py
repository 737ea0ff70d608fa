"""The squashed migrations, and what to do with a database that ran only some of them."""

from hackathon.core.errors import NotReady

SQUASHED = frozenset(
    {
        "20261121_make_first_tables",
        "20261121_give_roles",
        "20261121_make_the_outbox",
        "20261121_link_topics",
        "20261121_mail_sign_in_links",
        "20261121_keep_invitations",
        "20261121_keep_price_of_stability",
        "20261121_let_bulk_mail_wait",
        "20261121_keep_suppositions",
        "20261121_name_in_calendars",
        "20261121_keep_what_import_wrote",
        "20261121_keep_devices",
        "20261121_log_from_where",
        "20261121_give_contacts_pauses",
        "20261121_keep_passkeys",
        "20261121_write_to_many",
        "20261121_order_topics",
        "20261121_keep_versions_of_topics",
        "20261121_link_the_same_topic",
        "20261121_keep_what_a_merge_wrote",
        "20261121_let_topics_run_twice",
    }
)
UPGRADE_FROM = "c240c3914460"
"""The commit whose last migration was 20261121_keep_badges; it has all of them one by one."""


def refuse_squashed(revision: str | None) -> None:
    """Raise NotReady if the database stopped between two migrations that are now one."""
    if revision in SQUASHED:
        raise NotReady(
            f"This database is too old to upgrade directly (its revision is {revision}). Check out commit "
            f"{UPGRADE_FROM} and run `hackathon db upgrade` there first. Then run it here again."
        )
