"""Windows of calendar days: the value that everything else passes on. Pure.

window       the value
calendar     units of the calendar as windows
expression, relative, bounds, fiscal     what a phrase says, before it is known when it was said
edtf, words  printed and read
"""

from tracker.windows.edtf import from_edtf, to_edtf
from tracker.windows.window import Grain, Implied, Window
from tracker.windows.words import words

__all__ = ["Grain", "Implied", "Window", "from_edtf", "to_edtf", "words"]
