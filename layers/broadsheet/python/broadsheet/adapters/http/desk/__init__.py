"""The desk over HTTP: forms, pages and the session of a browser."""
