"""Pure: what was said by a day, pooled into one distribution over days, and how that moved.

From `Statement`s to `Consensus` and `Change`s. Reads no clock, no file and no database.
"""

from tracker.consensus.history import Change, Step, changes, consensus_at, steps
from tracker.consensus.pool import LEVELS, Consensus
from tracker.consensus.statement import Statement

__all__ = ["LEVELS", "Change", "Consensus", "Statement", "Step", "changes", "consensus_at", "steps"]
