"""Where the servers' programs lie."""

import importlib.util
from pathlib import Path

from embedded.errors import EmbeddedServersError


def wheel_folder(package: str) -> Path:
    """The folder of an installed package, whose files are wanted and not its code."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise EmbeddedServersError(f"The package {package} is not installed. Run: make run")
    return Path(spec.origin).parent
