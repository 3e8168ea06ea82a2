"""The settings: which file they are read from, what may stand in it, every mistake in it at once.

From config.toml and `TRACKER_…` variables to a frozen `Settings`; does not say what is done with them.
"""

from tracker.config.loading import load
from tracker.config.settings import (
    MADE_OF_TITLES,
    ON_THE_WEB,
    Fetching,
    Schedule,
    Search,
    Settings,
    SourceKind,
    SourceSetting,
    Weekday,
)

__all__ = [
    "MADE_OF_TITLES",
    "ON_THE_WEB",
    "Fetching",
    "Schedule",
    "Search",
    "Settings",
    "SourceKind",
    "SourceSetting",
    "Weekday",
    "load",
]
