"""What happens in a hub process, counted where it happens and told to Prometheus.

To count something more, declare it here and say there that it has happened; `make docs` lists it.
What is looked at rather than counted is set by `hub.transport.metrics` when somebody asks.
"""

from typing import Final

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

# When a count began is of no use to anybody, and would double the lines.
disable_created_metrics()  # type: ignore[no-untyped-call]

REGISTRY: Final = CollectorRegistry()
ProcessCollector(registry=REGISTRY)

_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)

# Clients and what they ask.
CONNECTIONS: Final = Gauge(
    "hub_connections",
    "Clients that are connected for as long as they like, by `transport`.",
    ("transport",),
    registry=REGISTRY,
)
CLOSED: Final = Counter(
    "hub_closed",
    "Sockets and streams that the hub ended, by `reason`, such as `too_slow` or `forbidden`.",
    ("reason",),
    registry=REGISTRY,
)
OPERATION_SECONDS: Final = Histogram(
    "hub_operation_seconds",
    "How long queries and mutations took, by `kind` and `outcome`: `answered` or `with_errors`.",
    ("kind", "outcome"),
    registry=REGISTRY,
    buckets=_SECONDS,
)
REFUSED: Final = Counter(
    "hub_refused",
    "Operations that were not run, by the `code` that their client was told.",
    ("code",),
    registry=REGISTRY,
)
FIELD_BY_FIELD: Final = Counter(
    "hub_field_by_field",
    "Queries that no plan answered as a whole, so that they were run field by field.",
    registry=REGISTRY,
)

# Feeds, from the outbox to subscribers.
SUBSCRIPTIONS: Final = Gauge(
    "hub_subscriptions", "Subscriptions that are open, by `field`.", ("field",), registry=REGISTRY
)
DELIVERIES: Final = Counter(
    "hub_deliveries", "Answers sent to subscribers, by `field`.", ("field",), registry=REGISTRY
)
EXECUTIONS: Final = Counter(
    "hub_executions",
    "Times that a subscription was executed for an event, for all who ask alike, by `field`.",
    ("field",),
    registry=REGISTRY,
)
DELIVERY_SECONDS: Final = Histogram(
    "hub_delivery_seconds",
    "From an event's recording until all who ask alike were sent it. What somebody resumes with is"
    " left out.",
    registry=REGISTRY,
    buckets=_SECONDS,
)
SEQUENCER_LEADS: Final = Gauge(
    "hub_sequencer_leads",
    "1 in the process that numbers the events of all feeds, 0 in the others.",
    registry=REGISTRY,
)
SEQUENCED: Final = Counter(
    "hub_sequenced_events", "Events that this process has numbered.", registry=REGISTRY
)
WAITING_EVENTS: Final = Gauge(
    "hub_waiting_events",
    "Events that are recorded and not numbered yet, in the whole cluster. NaN if nobody can tell.",
    registry=REGISTRY,
)
WAITING_SECONDS: Final = Gauge(
    "hub_waiting_seconds",
    "How long the oldest of them has waited: by so much feeds lag. NaN if nobody can tell.",
    registry=REGISTRY,
)

WEBHOOK_TRIES: Final = Counter(
    "hub_webhook_tries",
    "Messages that were sent to webhooks, or could not be, by `outcome`: `taken` or `failed`.",
    ("outcome",),
    registry=REGISTRY,
)

# Work beside requests.
JOBS: Final = Counter(
    "hub_jobs",
    "Attempts at jobs, by `name` and `outcome`: `done`, `again` for one that is tried again,"
    " `failed` for one that is given up, `taken_over` where another worker was quicker.",
    ("name", "outcome"),
    registry=REGISTRY,
)
JOBS_WAITING: Final = Gauge(
    "hub_jobs_waiting",
    "Jobs that are due and not begun, in the whole cluster. NaN if nobody can tell.",
    registry=REGISTRY,
)
JOBS_WAITING_SECONDS: Final = Gauge(
    "hub_jobs_waiting_seconds",
    "For how long the oldest of them has been due. NaN if nobody can tell.",
    registry=REGISTRY,
)
JOBS_FAILED: Final = Gauge(
    "hub_jobs_failed",
    "Jobs that were given up, until somebody retries or drops them. NaN if nobody can tell.",
    registry=REGISTRY,
)

# Servers and this process.
RETRIES: Final = Counter(
    "hub_retries",
    "Times that something was tried anew because a server was away, by `work`.",
    ("work",),
    registry=REGISTRY,
)
DATABASE_CONNECTIONS: Final = Gauge(
    "hub_database_connections",
    "Connections to PostgreSQL that are in use, by `pool`: `reads` or `writes`.",
    ("pool",),
    registry=REGISTRY,
)
TASKS: Final = Gauge("hub_tasks", "Tasks of the event loop.", registry=REGISTRY)
