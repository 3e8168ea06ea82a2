"""Windows of calendar days: the value that everything else passes on. Pure."""

from tracker.windows.window import Grain, Implied, Window

__all__ = ["Grain", "Implied", "Window"]
