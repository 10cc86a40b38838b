"""The command line `hub`: what can be said is in `commands`, what it does beside it."""

from hub.cli.commands import main

__all__ = ["main"]
