"""Benchmarks of the hub; run them with `make bench`."""
