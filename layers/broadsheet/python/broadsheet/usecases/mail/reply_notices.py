"""Who is to hear of replies that have just become visible."""

from collections.abc import Sequence

from broadsheet.domain.comments.comment import Comment, Thread, thread_key
from broadsheet.domain.mail.subscription import (
    NoticeKind,
    Subscription,
    notice_of,
    subscription_key,
)
from broadsheet.domain.shared.record import Key
from broadsheet.usecases.shared.ports import Put, Write
from broadsheet.usecases.shared.services import Services


def notices_of(services: Services, replies: Sequence[Comment]) -> list[Write]:
    """A notice for each reply whose parent's writer asked for it: at most one for each.

    Nobody is told of their own replies, nor before they confirmed that they want to be.
    """
    table, now = services.table, services.clock()
    places = {reply.id: place for reply in replies if (place := _parent_of(reply))}
    if not places:
        return []
    parents = table.get_many(Thread, list(dict.fromkeys(places.values())))
    wanted = [subscription_key(parent.comment_id) for parent in parents.values()]
    subscriptions = table.get_many(Subscription, wanted) if wanted else {}
    notices: list[Write] = []
    for reply in replies:
        parent = parents.get(places[reply.id]) if reply.id in places else None
        asked = subscriptions.get(subscription_key(parent.comment_id)) if parent else None
        if asked and asked.is_confirmed and asked.is_live(now) and asked.sender != reply.sender:
            notices.append(
                Put(notice_of(NoticeKind.REPLY, asked.comment_id, now, reply_id=reply.id))
            )
    return notices


def _parent_of(reply: Comment) -> Key | None:
    return thread_key(reply.article_id, reply.answers) if reply.answers else None
