"""What keeps the embedded servers from running, each a sentence for the person at the keyboard."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class EmbeddedServersError(Exception):
    """The servers cannot run, or ran and could not be kept running."""


class DataDirectoryInUse(EmbeddedServersError):
    """Another hub runs its servers in this data directory."""


@contextmanager
def told_as_a_sentence(data_dir: Path) -> Iterator[None]:
    """Turn what the system refuses to do with the data directory into an `EmbeddedServersError`."""
    try:
        yield
    except OSError as error:
        raise EmbeddedServersError(
            f"The data directory {data_dir} cannot be used: {error.strerror or error}. "
            "Make room or give yourself access, or set HUB_DATA_DIR to another directory."
        ) from error
