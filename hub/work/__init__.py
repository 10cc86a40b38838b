"""Work beside requests: what has to be done though nobody waits for an answer."""
