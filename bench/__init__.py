"""What is fast, and what it costs: `python -m bench`."""
