"""Benchmarks: `make bench ARGS="P2 --size S"`; see README.md here."""
