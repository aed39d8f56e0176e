"""Every page of the desk, in English and in Arabic: what is in its HTML, and who gets it."""

from pathlib import Path

GOLDEN = Path(__file__).parent / "golden-desk"
ACCEPT = "ACCEPT_GOLDEN"
"""The environment variable with which files are written rather than compared."""
