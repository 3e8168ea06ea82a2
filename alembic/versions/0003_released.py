"""The day on which a work came out, where that is known. Of what was kept before nothing is out.

Revision 0003; 2026-11-21. Frozen once released.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("work", sa.Column("released", sa.Date(), nullable=True))


def downgrade() -> None:
    # in place, on SQLite too: no index, key or check speaks of the column
    op.drop_column("work", "released")
