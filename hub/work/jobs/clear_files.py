"""Files that were sent and are shown nowhere are cleared away after a while."""

from hub.commands.uploads import clear_sent_parts, clear_unused_files
from hub.work.declaration import Run, job


@job(every="17 * * * *")
async def clear_files(run: Run) -> None:
    """Clear away what nothing has shown for long, and what was sent and left lying."""
    await clear_unused_files(run.request)
    await clear_sent_parts(run.request)
