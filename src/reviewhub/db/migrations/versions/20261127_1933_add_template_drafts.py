"""Templates that a bureau writes itself, until it publishes them."""

import sqlalchemy as sa
from alembic import op

import reviewhub.db.types

revision = "20261127_1933"
down_revision = "20261122_1500"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "template_drafts",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("toml", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", reviewhub.db.types.Moment(timezone=True), nullable=False),
        sa.Column("bureau_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_template_drafts_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["bureau_id"], ["bureaus.id"], name=op.f("fk_template_drafts_bureau_id_bureaus")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_template_drafts")),
        sa.UniqueConstraint("bureau_id", "key", name=op.f("uq_template_drafts_bureau_id_key")),
    )
    with op.batch_alter_table("template_revisions") as table:
        table.add_column(sa.Column("toml", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    with op.batch_alter_table("template_revisions") as table:
        table.drop_column("toml")
    op.drop_table("template_drafts")
