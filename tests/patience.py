"""How long tests wait for what must come.

Longer than the busiest machine needs: what comes is never late for a test, and what never comes
fails it.
"""

from typing import Final

PATIENCE_SECONDS: Final = 120
