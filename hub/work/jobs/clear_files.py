"""Files that were sent and are shown nowhere are cleared away after a while."""

from datetime import timedelta
from typing import Final

from hub.commands.uploads import clear_unused_files
from hub.work.declaration import Run, job

# What was put to an address and never completed.
_SENT_KEPT: Final = timedelta(days=1)


@job(every="17 * * * *")
async def clear_files(run: Run) -> None:
    """Clear away what nothing has shown for long, and what was sent and left lying."""
    await clear_unused_files(run.request)
    store = run.hub.files
    await store.delete(await store.list_older("uploads", run.request.now - _SENT_KEPT))
