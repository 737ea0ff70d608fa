"""mail sign-in links"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_mail_sign_in_links"
down_revision = "20261121_link_topics"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("sign_in_link") as link:
        link.alter_column("person_id", existing_type=sa.Integer(), nullable=True)
        link.add_column(sa.Column("email", sa.String(), nullable=True))
        link.add_column(sa.Column("browser_digest", sa.String(), nullable=True))
        link.add_column(sa.Column("code_digest", sa.String(), nullable=True))
        link.add_column(sa.Column("guesses", sa.Integer(), nullable=False, server_default="0"))
        link.create_check_constraint(
            link.f("ck_sign_in_link_is_for_somebody"), "person_id IS NOT NULL OR email IS NOT NULL"
        )
        link.create_index("ix_sign_in_link_email_made_at", ["email", "made_at"])
        link.create_index(link.f("ix_sign_in_link_browser_digest"), ["browser_digest"])
    with op.batch_alter_table("sign_in_link") as link:
        link.alter_column("guesses", server_default=None)


def downgrade() -> None:
    op.execute("DELETE FROM sign_in_link WHERE person_id IS NULL")
    with op.batch_alter_table("sign_in_link") as link:
        link.drop_index(link.f("ix_sign_in_link_browser_digest"))
        link.drop_index("ix_sign_in_link_email_made_at")
        link.drop_constraint(link.f("ck_sign_in_link_is_for_somebody"), type_="check")
        for name in ("guesses", "code_digest", "browser_digest", "email"):
            link.drop_column(name)
        link.alter_column("person_id", existing_type=sa.Integer(), nullable=False)
