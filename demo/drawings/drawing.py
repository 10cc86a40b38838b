"""Files of the demo world are drawn when somebody first asks for them."""

import asyncio
from typing import Final
from uuid import UUID

from db.enums.files import FileStatus
from db.queries import files as queries
from demo.drawings.views import draw
from hub.context import Hub
from hub.domain.files import CONTENT_TYPES, file_key, names_of

_AT_ONCE_MAX: Final = 2


class Drawer:
    """Draws what the demo world's files are said to show, and stores it."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._turns = asyncio.Semaphore(_AT_ONCE_MAX)

    async def draw(self, file_id: UUID, name: str) -> bool:
        """Have what is shown under this name be there, if the file is one of the demo world's."""
        async with self._turns:
            if await self._hub.files.size(file_key(file_id, name)) is not None:
                return True
            async with self._hub.database.session() as session:
                file = await queries.file_to_draw(session, file_id)
            if file is None or name not in names_of(file.kind, file.parts):
                return False
            # What was ever sent has a digest.
            if file.status is not FileStatus.READY or file.sha256 is not None:
                return False
            drawn = await asyncio.to_thread(draw, file.kind, file.name, name)
            ending = name.rpartition(".")[2]
            await self._hub.files.put(file_key(file_id, name), drawn, CONTENT_TYPES[ending])
            return True
