"""The command line: arguments in, data on standard output, everything else on standard error.

Exit codes: 0; 1 where something failed and the rest was done; 2 for wrong usage or configuration. Each command is one
module, imported when it is called; nothing heavy is imported before it is needed.
"""

from tracker.cli.main import main

__all__ = ["main"]
