"""Who may send files, and who sees what became of them: the party that sent them.

What is shown of a file is seen with the row that it hangs on: a picture of a product, a paper.
"""

from typing import Final

from db.enums.files import FileKind
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.files import File
from hub.policy.listings import require_describer
from hub.policy.permissions import Permission, require_permission
from hub.policy.viewer import NOBODY, VIEWER, Rule, Viewer

_is_own: Final = table_of(File).c.owner_id == VIEWER

_FILES: Final = Rule[File](company=_is_own)
_OWN: Final = Rule[File](company=_is_own, operator=NOBODY)


def require_sender(viewer: Viewer | None, kind: FileKind) -> Viewer:
    """The viewer, once it is sure that it may send a file of this kind.

    Pictures go with reviews, too, so whoever buys may send them; all else describes products.

    Raises:
        Refused: UNAUTHENTICATED, FORBIDDEN or NOT_ADMITTED.
    """
    if kind is FileKind.IMAGE:
        return require_permission(viewer, Permission.BUY)
    return require_describer(viewer)


def files_seen_by(viewer: Viewer | None) -> Scope[File]:
    return _FILES.scope(viewer)


def files_of(viewer: Viewer | None) -> Scope[File]:
    """Those of the viewer's own party, which it may show."""
    return _OWN.scope(viewer)
