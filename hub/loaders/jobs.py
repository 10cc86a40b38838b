"""Bulk reads of jobs."""

from db.queries import jobs as queries
from hub.loaders.rows import one, pages
from hub.policy.jobs import jobs_seen_by

job_by_id = one(queries.JOB_BY_ID, jobs_seen_by)
jobs = pages(queries.JOBS, jobs_seen_by)
