"""What the comment form tells browsers of the bounds in `adapters/http/comments`.

Written down again so that rendering a page does not load their rules; a test compares them.
"""

COMMENT_LIMITS = {"name": 80, "email": 254, "body": 5000}
REPORT_NOTE = 500
NOTHING_TYPED = dict.fromkeys(
    (*COMMENT_LIMITS, "parent", "notify", "issued", "challenge", "again"), ""
)
