"""The folder that the servers' sockets lie in, and the link in the data directory that leads there.

A socket's path may have about 100 characters, and clients of PostgreSQL take a comma for the end of
a folder; so the sockets have a short and plain folder of their own in the system's temporary one.
"""

import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

from embedded.errors import EmbeddedServersError

_PLAIN: Final = re.compile(r"/[\w/.+-]{0,74}", re.ASCII)
_ALWAYS_PLAIN: Final = "/tmp"  # noqa: S108
# In the folder of the sockets; leads back. A copied data directory has a link to the folder of the
# original's sockets, which is not the copy's to remove.
_BACK: Final = "data"


def make_sockets_folder(data_dir: Path) -> Path:
    """Make an empty folder that only this user can enter."""
    base = tempfile.gettempdir()
    if not _PLAIN.fullmatch(base):
        base = _ALWAYS_PLAIN
    try:
        folder = Path(tempfile.mkdtemp(prefix="hub-", dir=base))
        (folder / _BACK).symlink_to(data_dir)
    except OSError as error:
        raise EmbeddedServersError(
            f"There can be no sockets in {base}: {error.strerror or error}. "
            "Make room there, or set TMPDIR to another folder."
        ) from error
    return folder


def publish(folder: Path, data_dir: Path) -> None:
    """Let others find the sockets from the data directory on."""
    link = data_dir / "sockets"
    link.unlink(missing_ok=True)
    link.symlink_to(folder)


def published(data_dir: Path) -> Path | None:
    """The folder that others find; it may be gone, or another data directory's."""
    try:
        return (data_dir / "sockets").readlink()
    except OSError:
        return None


def withdraw(data_dir: Path) -> None:
    """Remove the link, and the folder behind it if it is this data directory's."""
    folder = published(data_dir)
    if folder is not None:
        with suppress(OSError):
            if (folder / _BACK).readlink() == data_dir:
                shutil.rmtree(folder, ignore_errors=True)
    (data_dir / "sockets").unlink(missing_ok=True)
