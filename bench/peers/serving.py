"""What the Python peers are told, and how they are served: as the hub is."""

import os
from typing import Any, Final

import uvicorn

DATABASE_URL: Final = "DATABASE_URL"
PORT: Final = "PORT"
POOL_SIZE: Final = 20  # the hub's, and every other peer's


def serve(app: Any) -> None:
    uvicorn.run(
        app,
        host="127.0.0.1",
        port=int(os.environ[PORT]),
        loop="uvloop",
        http="httptools",
        ws="websockets-sansio",
        ws_per_message_deflate=False,
        access_log=False,
        server_header=False,
        log_level="warning",
    )
