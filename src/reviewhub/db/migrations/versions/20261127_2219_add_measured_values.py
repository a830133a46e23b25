"""Measured values of tasks, which fill in what score sheets ask for."""

import sqlalchemy as sa
from alembic import op

import reviewhub.db.types

revision = "20261127_2219"
down_revision = "20261127_2218"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "measured_values",
        sa.Column("task_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("value", reviewhub.db.types.MeasureColumn(), nullable=True),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("document_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", reviewhub.db.types.Moment(timezone=True), nullable=False),
        sa.Column("bureau_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_measured_values_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["bureau_id"], ["bureaus.id"], name=op.f("fk_measured_values_bureau_id_bureaus")
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_measured_values_document_id_documents")
        ),
        sa.ForeignKeyConstraint(["task_id"], ["tasks.id"], name=op.f("fk_measured_values_task_id_tasks")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_measured_values")),
        sa.UniqueConstraint("task_id", "name", "number", name=op.f("uq_measured_values_task_id_name_number")),
    )


def downgrade() -> None:
    op.drop_table("measured_values")
