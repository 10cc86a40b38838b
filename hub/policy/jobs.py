"""Who may see jobs: the party that one concerns, and the operator, who sees the hub's own too."""

from typing import Final

from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.jobs import Job
from hub.policy.viewer import VIEWER, Rule, Viewer

_JOBS: Final = Rule[Job](company=table_of(Job).c.party_id == VIEWER)


def jobs_seen_by(viewer: Viewer | None) -> Scope[Job]:
    return _JOBS.scope(viewer)
