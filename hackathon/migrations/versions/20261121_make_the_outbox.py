"""make the outbox"""

import sqlalchemy as sa
from alembic import op

revision = "20261121_make_the_outbox"
down_revision = "20261121_give_roles"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('mail',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('event_id', sa.Integer(), nullable=True),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('sign_in', 'invitation', 'reminder', 'withdrawal', 'answer', 'place', 'announcement', 'notice', name='mailkind', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('to_address', sa.String(), nullable=False),
    sa.Column('to_name', sa.Text(), nullable=False),
    sa.Column('sender_name', sa.Text(), nullable=False),
    sa.Column('reply_to', sa.String(), nullable=True),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('html', sa.Text(), nullable=False),
    sa.Column('calendar', sa.LargeBinary(), nullable=True),
    sa.Column('calendar_method', sa.String(), nullable=True),
    sa.Column('unsubscribe', sa.String(), nullable=True),
    sa.Column('message_id', sa.String(), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('good_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('state', sa.Enum('waiting', 'sending', 'sent', 'failed', 'unknown', 'dropped', name='mailstate', native_enum=False, create_constraint=True, length=32), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('claimed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('last_error', sa.Text(), nullable=False),
    sa.CheckConstraint('(calendar IS NULL) = (calendar_method IS NULL)', name=op.f('ck_mail_calendar_has_method')),
    sa.ForeignKeyConstraint(['event_id'], ['event.id'], name=op.f('fk_mail_event_id'), ondelete='CASCADE'),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mail_person_id'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mail')),
    sa.UniqueConstraint('message_id', name=op.f('uq_mail_message_id'))
    )
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.create_index('ix_mail_due', ['state', 'next_try_at'], unique=False)
        batch_op.create_index('ix_mail_event_id_state', ['event_id', 'state'], unique=False)
        batch_op.create_index(batch_op.f('ix_mail_person_id'), ['person_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('mail', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mail_person_id'))
        batch_op.drop_index('ix_mail_event_id_state')
        batch_op.drop_index('ix_mail_due')

    op.drop_table('mail')
