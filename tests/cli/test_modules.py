"""What a served process does not import, so that its memory goes to what it serves."""

from __future__ import annotations

import subprocess
import sys
from typing import Final

# Each with all that is under it.
NOT_SERVED: Final = (
    "PIL",
    "alembic",
    "bench",
    "cryptography.hazmat",
    "demo",
    "db.migrate",
    "db.queue",
    "hub.cli.demo",
    "hub.cli.docs",
    "hub.cli.explain",
    "hub.cli.export",
    "hub.cli.feed",
    "hub.cli.imports",
    "hub.commands.imports",
    "demo.live",
    "hub.domain.imports",
    "hub.work",
    "httpcore",
    "mako",
    "obstore",
    "procrastinate",
    "psycopg",
    "pytest",
    "rich",
    "standardwebhooks",
    "typer.rich_utils",
    "xlsxwriter",
)
# Commands that need no graph do not build it. As `hub serve` does: the app is imported while the
# servers start.
_PRINT_MODULES: Final = """
import sys
import hub.cli, hub.cli.account, hub.cli.token
assert "hub.schema" not in sys.modules, "the graph is built for nothing"
import hub.cli.serve, hub.app
from hub.settings import load_settings
hub.app.create_app(load_settings(), "postgresql://db.example/hub", "redis://redis.example")
print("\\n".join(sys.modules))
"""


def test_a_process_that_serves_imports_nothing_else() -> None:
    environment = {
        "HUB_ENVIRONMENT": "production",
        "HUB_DATABASE_URL": "postgresql://db.example/hub",
        "HUB_REDIS_URL": "redis://redis.example",
        "HUB_SECRET": "a secret that is long enough for tests",
    }

    told = subprocess.run(
        [sys.executable, "-c", _PRINT_MODULES],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
    )

    assert told.returncode == 0, told.stderr
    modules = told.stdout.split()
    assert "hub.transport.http" in modules
    within = tuple(f"{name}." for name in NOT_SERVED)
    assert [name for name in modules if f"{name}.".startswith(within)] == []
