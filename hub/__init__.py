"""The hub: one graph over a whole supply chain."""

import sys

if "rich" not in sys.modules:
    # structlog would import it, 3 MB of every process that serves, for tracebacks that the hub
    # prints plainly.
    sys.modules["rich"] = None  # type: ignore[assignment]
    import structlog  # noqa: F401

    del sys.modules["rich"]
