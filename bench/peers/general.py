"""The hub without its plans: every operation is answered field by field.

    HUB_…=… python -m bench.peers.general

Schema, policies, loaders and endpoint are the hub's; graphql-core executes, and relations are
loaded through aiodataloader.
"""

from hub.cli import main
from hub.schema import schema

if __name__ == "__main__":
    schema.planned = None
    main(["serve"])
