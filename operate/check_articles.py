"""What the API would say of articles, by the same models and limits: for those who try first.

Reads a list of articles as JSON from standard input, and writes for each a list of what is wrong
with it: `pointer` and `detail`.
"""

import json
import sys
from typing import Any

from broadsheet.adapters.html.markup import CommonMark
from broadsheet.adapters.http.articles.submitted import article_from_json
from broadsheet.domain.shared.errors import BroadsheetError, Invalid, TooLarge


def wrong_with(article: Any) -> list[dict[str, str]]:
    """Every field that would be refused, with the reason."""
    try:
        submitted = article_from_json(json.dumps(article).encode())
        CommonMark().article(submitted.body)
    except Invalid as error:
        return [{"pointer": one.pointer, "detail": one.detail} for one in error.errors]
    except TooLarge as error:
        return [{"pointer": "/body", "detail": error.detail}]
    except BroadsheetError as error:
        return [{"pointer": "", "detail": error.detail}]
    return []


def main() -> None:
    """`python -m operate.check_articles < articles.json`."""
    json.dump([wrong_with(article) for article in json.load(sys.stdin)], sys.stdout)


if __name__ == "__main__":
    main()
