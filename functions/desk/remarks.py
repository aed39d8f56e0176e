"""Colleagues talk about a story on its page."""

from broadsheet import bootstrap
from broadsheet.adapters.http.answer import Answer
from broadsheet.adapters.http.desk.answers import see
from broadsheet.adapters.http.desk.life_forms import remark_of
from broadsheet.adapters.http.desk.request import DeskRequest
from broadsheet.adapters.http.desk.router import DeskEndpoint
from broadsheet.domain.shared.errors import Invalid
from broadsheet.domain.shared.sentence import sentence
from broadsheet.usecases.articles.read_articles import seen_article
from broadsheet.usecases.articles.remarks import add_remark, remove_remark

REMARKS = "/desk/stories/{id}/remarks"


def _add(desk: DeskRequest) -> Answer:
    article_id = desk.parameter("id")
    try:
        text = remark_of(desk.form)
    except Invalid as wrong:
        article = seen_article(bootstrap.reads(), desk.who, article_id)
        return bootstrap.desk().page(
            desk,
            "story_remark.html",
            status=422,
            article=article,
            at=f"/desk/stories/{article.id}",
            text=desk.form.text("text"),
            wrong=wrong.errors,
        )
    add_remark(bootstrap.services(), desk.to_use_case(), article_id, text)
    return see(f"/desk/stories/{article_id}#remarks")


def _remove(desk: DeskRequest) -> Answer:
    article_id, remark_id = desk.parameter("id"), desk.parameter("remark")
    remove_remark(bootstrap.services(), desk.to_use_case(), article_id, remark_id)
    return see(f"/desk/stories/{article_id}#remarks", sentence("The note is gone."))


ROUTES: dict[str, DeskEndpoint] = {
    f"POST {REMARKS}": _add,
    f"POST {REMARKS}/{{remark}}/remove": _remove,
}
