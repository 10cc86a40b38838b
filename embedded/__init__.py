"""PostgreSQL 18 and Valkey out of their wheels, for development and tests.

The servers are children of the process that opens `embedded_servers`. While it lives, a server that
ends alone is started again; when it ends, whichever way, they end with it. Three locks in the data
directory say who lives; process ids alone could not, because they are given out again.

    owner.lock      held by the process that owns the directory
    postgres.lock   inherited by PostgreSQL and everything it starts
    valkey.lock     inherited by Valkey

So when `postgres.lock` is free, no process touches the files, whatever PostgreSQL's own pid file
says; when it is held though nobody owned the directory, the server is an orphan, and is stopped
before a new one starts.
"""

from embedded.errors import DataDirectoryInUse, EmbeddedServersError
from embedded.servers import Servers, embedded_servers

__all__ = ["DataDirectoryInUse", "EmbeddedServersError", "Servers", "embedded_servers"]
