"""Where adapters meet use cases: made at the first invocation, kept for warm starts.

Each function imports only what it is made of: what is put together here imports it when asked.
"""

from broadsheet.bootstrap.for_newsroom import (
    colleagues,
    desk,
    desk_door,
    desk_sign_in,
    everybody_here,
    previews,
    receipts,
    staff,
    staff_pool,
    system_figures,
    uploading_desk,
)
from broadsheet.bootstrap.for_pages import (
    dead_letters,
    image_processing,
    issuer,
    page_rendering,
    pages_that_failed,
    pictures,
    podcasts,
    renderer,
    routing,
    search_index,
    uploads_that_failed,
)
from broadsheet.bootstrap.for_readers import (
    comment_services,
    edge,
    keys,
    mail_queue,
    mails_that_failed,
    notice_sending,
)
from broadsheet.bootstrap.shared import reads, services, services_on, site, site_url, time_zone

__all__ = [
    "colleagues",
    "comment_services",
    "dead_letters",
    "desk",
    "desk_door",
    "desk_sign_in",
    "edge",
    "everybody_here",
    "image_processing",
    "issuer",
    "keys",
    "mail_queue",
    "mails_that_failed",
    "notice_sending",
    "page_rendering",
    "pages_that_failed",
    "pictures",
    "podcasts",
    "previews",
    "reads",
    "receipts",
    "renderer",
    "routing",
    "search_index",
    "services",
    "services_on",
    "site",
    "site_url",
    "staff",
    "staff_pool",
    "system_figures",
    "time_zone",
    "uploading_desk",
    "uploads_that_failed",
]
