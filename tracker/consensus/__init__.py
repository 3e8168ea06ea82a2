"""Pure: what was said by a day, as one calibrated forecast of the release day, how it moved, who moved it, and how good it was.

From `Statement`s to `Consensus`, `Change`s, `Forecast`s and `Score`s. Reads no clock, no file and no
database.
"""

from tracker.consensus.forecast import Forecast, Heard, forecast_at
from tracker.consensus.history import Change, Share, Step, change, changes, consensus_at, steps
from tracker.consensus.pool import HORIZON_DAYS, LEVELS, Chances, Consensus
from tracker.consensus.record import Scales, TrackRecord, track_records
from tracker.consensus.score import INTERVALS, Score, score
from tracker.consensus.shrinkage import FEWEST_WORKS, Figure
from tracker.consensus.statement import Statement

__all__ = [
    "FEWEST_WORKS",
    "HORIZON_DAYS",
    "INTERVALS",
    "LEVELS",
    "Chances",
    "Change",
    "Consensus",
    "Figure",
    "Forecast",
    "Heard",
    "Scales",
    "Score",
    "Share",
    "Statement",
    "Step",
    "TrackRecord",
    "change", "changes",
    "consensus_at",
    "forecast_at",
    "score",
    "steps",
    "track_records",
]  # fmt: skip
