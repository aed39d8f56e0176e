"""The desk: what a newsroom works with in its browser."""
