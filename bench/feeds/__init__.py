"""Live feeds under load: the hub's beside plain Strawberry subscriptions over the same tables."""
