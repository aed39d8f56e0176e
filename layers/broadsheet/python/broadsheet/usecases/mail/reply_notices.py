"""Who is to hear of replies that have just become visible."""

from collections.abc import Sequence

from broadsheet.domain.comments.comment import Comment, Thread, thread_key
from broadsheet.domain.mail.subscription import (
    NoticeKind,
    Subscription,
    notice_of,
    subscription_key,
)
from broadsheet.usecases.shared.ports import Put, Write
from broadsheet.usecases.shared.services import Services


def notices_of(services: Services, replies: Sequence[Comment]) -> list[Write]:
    """A notice for each reply whose parent's writer asked for it: at most one for each.

    Nobody is told of their own replies, nor before they confirmed that they want to be.
    """
    places = {r.id: thread_key(r.article_id, r.answers) for r in replies if r.answers}
    if not places:
        return []
    table, now = services.table, services.clock()
    parents = table.get_many(Thread, list(dict.fromkeys(places.values())))
    wanted = [subscription_key(parent.comment_id) for parent in parents.values()]
    subscriptions = table.get_many(Subscription, wanted) if wanted else {}
    notices: list[Write] = []
    for reply in replies:
        parent = parents.get(places[reply.id]) if reply.id in places else None
        asked = subscriptions.get(subscription_key(parent.comment_id)) if parent else None
        if asked and asked.is_confirmed and asked.is_live(now) and asked.sender != reply.sender:
            notice = notice_of(NoticeKind.REPLY, asked.comment_id, now, reply_id=reply.id)
            notices.append(Put(notice))
    return notices
