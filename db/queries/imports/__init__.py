"""SQL of imports: how far a run has come, what is staged, what must be rejected, and the merge."""

from db.queries.imports.merging import Total, insert_staged, totals_by_currency
from db.queries.imports.misfits import begin_merge, keep_party, reject_misfits
from db.queries.imports.runs import (
    STAGING,
    Checkpoint,
    Rejected,
    Staging,
    begin_run,
    count_rows,
    forget_run,
    mark_merged,
    rejected_rows,
    rejects_by_code,
    save_checkpoint,
    stage,
    try_lock_source,
    unfinished_run,
    unlock_source,
)

__all__ = [
    "STAGING",
    "Checkpoint",
    "Rejected",
    "Staging",
    "Total",
    "begin_merge",
    "begin_run",
    "count_rows",
    "forget_run",
    "insert_staged",
    "keep_party",
    "mark_merged",
    "reject_misfits",
    "rejected_rows",
    "rejects_by_code",
    "save_checkpoint",
    "stage",
    "totals_by_currency",
    "try_lock_source",
    "unfinished_run",
    "unlock_source",
]
