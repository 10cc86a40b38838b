"""The hub with the graph of `bench.mixed`, which asks for more than SQL can say.

    HUB_…=… python -m bench.peers.mixed [WEIGHT_MAX]

A small `WEIGHT_MAX` cuts its statements into many.
"""

import sys

import hub.app
from bench.mixed import mixed_schema
from hub.cli import main
from hub.execution.plan import WEIGHT_MAX
from hub.reads.compiler import SqlCompiler

if __name__ == "__main__":
    weight_max = int(sys.argv[1]) if len(sys.argv) > 1 else WEIGHT_MAX
    hub.app.schema = mixed_schema(  # type: ignore[attr-defined]  # what it serves
        SqlCompiler(), weight_max=weight_max
    )
    main(["serve"])
