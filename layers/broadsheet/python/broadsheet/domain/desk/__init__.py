"""The desk: what a newsroom has in its browser."""
