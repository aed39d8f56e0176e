"""Texts as static site generators read them, as the Markdown that the API takes."""
