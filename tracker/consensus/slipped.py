"""The numbers of the slip model; `slip` tells what they mean.

Written by `tests/consensus/fit_slips.py`; do not edit by hand. Fitted on 2026-11-21 to 1344 statements of
642 works with what then happened.
"""

from typing import Final

# fmt: off
EARLY: Final = {"": -3.02, "lead": +0.55, "width": -0.54, "near": -0.50, "reported": +0.71, "speculative": +0.68, "tv": +0.01, "film": +0.04, "game": -0.37, "hardware": +0.19, "software": +0.16, "anime": -0.24, "book": +0.22}
LATE: Final = {"": -0.85, "lead": +0.44, "width": -0.07, "near": -0.05, "reported": +0.93, "speculative": +0.70, "tv": -0.19, "film": +0.07, "game": +0.21, "hardware": -0.14, "software": +0.28, "anime": -0.01, "book": -0.23}
DELAY: Final = {"": +4.30, "lead": +0.49, "width": +0.22, "near": -0.07, "reported": -0.14, "speculative": +0.14, "tv": -0.35, "film": +0.38, "game": +0.41, "hardware": -0.13, "software": -0.96, "anime": +0.30, "book": +0.35}
# fmt: on
SPREAD: Final = 0.693  # of the logistic distribution of log days late
TOWARDS_END: Final = 1.319
TOWARDS_START: Final = 8.236
