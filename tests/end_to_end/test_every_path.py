"""Every operation by every role, every due action, every event source: once on the stack."""

import pytest

from tests.support.newspaper import Newspaper
from tests.support.paths.crew import Crew
from tests.support.paths.ledger import Ledger
from tests.support.paths import lives

@pytest.fixture(scope="module")
def crew(newspaper: Newspaper) -> Crew:
    return Crew(newspaper, Ledger())

def test_lives(crew):
    lives.refused_to_submit(crew)
    lives.delete_drafts(crew)
    all_of = list(lives.lives(crew))
    for life in all_of:
        life.as_draft()
        life.in_public()
    for life in all_of:
        life.to_its_end()

def test_table(crew):
    print("\n".join(crew.ledger.table()))
    assert crew.ledger.missing()==[]
