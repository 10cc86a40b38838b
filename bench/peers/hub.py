"""The hub as an operator runs it: `hub serve` in production, its client the busiest seller."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bench.world import World

COMMAND: Final = (str(Path(sys.executable).with_name("hub")), "serve")

_SECRET: Final = secrets.token_urlsafe(32)


def environment(world: World, port: int, *, workers: int = 1) -> Mapping[str, str]:
    return {
        "HUB_ENVIRONMENT": "production",
        "HUB_DATABASE_URL": world.database_url,
        "HUB_REDIS_URL": world.redis_url,
        "HUB_SECRET": _SECRET,
        "HUB_PORT": str(port),
        "HUB_WORKERS": str(workers),
    }


@cache
def headers(world: World, email: str | None = None) -> Mapping[str, str]:
    """What lets a client in with an account, that of an owner of the busiest seller by default."""
    granted = subprocess.run(
        [COMMAND[0], "token", email or world.email, "--days", "1"],
        env={**os.environ, **environment(world, 8000)},
        capture_output=True,
        text=True,
        check=True,
    )
    return {"authorization": f"Bearer {granted.stdout.strip()}"}
