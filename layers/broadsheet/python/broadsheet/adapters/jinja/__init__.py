"""Pages, feeds and sitemaps, made with Jinja templates."""
