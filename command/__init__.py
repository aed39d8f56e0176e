"""The command `broadsheet`: what a newsroom does from a terminal, through the API."""
