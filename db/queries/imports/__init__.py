"""SQL of imports: what is staged, what must be rejected, the merge, and taking it back."""

from db.queries.imports.checks import reject_misfits
from db.queries.imports.gathering import begin_merge
from db.queries.imports.merging import Total, keep_party, merge, totals_by_currency
from db.queries.imports.runs import (
    Rejected,
    Run,
    begin_run,
    count_rows,
    forget_run,
    mark_run,
    newest_runs,
    rejected_rows,
    rejects_by_code,
    run_by_id,
    try_lock_source,
    unfinished_run,
    unlock_source,
)
from db.queries.imports.staging import (
    Checkpoint,
    checkpoint_of,
    create_staging,
    drop_staging,
    leave_staging,
    save_checkpoint,
    stage_records,
    stage_rows,
    use_staging,
)
from db.queries.imports.undoing import undo_run

__all__ = [
    "Checkpoint",
    "Rejected",
    "Run",
    "Total",
    "begin_merge",
    "begin_run",
    "checkpoint_of",
    "count_rows",
    "create_staging",
    "drop_staging",
    "forget_run",
    "keep_party",
    "leave_staging",
    "mark_run",
    "merge",
    "newest_runs",
    "reject_misfits",
    "rejected_rows",
    "rejects_by_code",
    "run_by_id",
    "save_checkpoint",
    "stage_records",
    "stage_rows",
    "totals_by_currency",
    "try_lock_source",
    "undo_run",
    "unfinished_run",
    "unlock_source",
    "use_staging",
]
