"""A folder of Markdown, as static site generators have it, and how it is taken over."""
