"""Bulk reads of files."""

from db.queries import files as queries
from hub.loaders.rows import one, pages
from hub.policy.files import files_seen_by

file_by_id = one(queries.FILE_BY_ID, files_seen_by)
files = pages(queries.FILES, files_seen_by)
