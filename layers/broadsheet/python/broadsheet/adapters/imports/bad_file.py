"""What is said of a file that cannot be taken over."""


class BadFile(Exception):
    """The file is not what it should be; the words say where."""
