"""What a client of the API needs, on any machine: calls, sign-in, articles as files."""
