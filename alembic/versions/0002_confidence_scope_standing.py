"""How probable a prediction is, what it is limited to, and whether it stands. All that was kept before stands.

Revision 0002; 2026-11-21. Frozen once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    # columns that may be empty or have a default are added in place, on SQLite too: no table is rebuilt
    op.add_column("prediction", sa.Column("confidence", sa.Float(), nullable=True))
    op.add_column("prediction", sa.Column("scope", sa.String(), nullable=True))
    op.add_column(
        "prediction", sa.Column("standing", sa.String(length=16), nullable=False, server_default="stands")
    )
