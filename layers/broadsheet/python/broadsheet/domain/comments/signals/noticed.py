"""The words for what is noticed of a comment: a record has them in English, filled in."""

from broadsheet.domain.shared.sentence import Sentence, counted, read_back, sentence

TRAPPED = sentence("A field that no person sees was filled in.")
HASTY = counted(
    "Filled in within {count} second; people take {least} or more.",
    "Filled in within {count} seconds; people take {least} or more.",
)
MANY_LINKS = counted(
    "{count} link; more than {most} are looked at.",
    "{count} links; more than {most} are looked at.",
)
HELD = sentence("Has {words} of the words that an editor has to see.")
HELD_MORE = sentence("Has {words}, {number} more of the words that an editor has to see.")
BLOCKED = sentence("Has {words} of the words that are spam here.")
BLOCKED_MORE = sentence("Has {words}, {number} more of the words that are spam here.")
AGAIN = counted(
    "The same words were sent {count} time before today, by anybody, on any article.",
    "The same words were sent {count} times before today, by anybody, on any article.",
)
SENDERS = counted(
    "{count} comment within a minute from this sender or network; more than {most} are looked at.",
    "{count} comments within a minute from this sender or network; more than {most} are looked at.",
)
ARTICLES = counted(
    "{count} comment within a minute on this article; more than {most} are looked at.",
    "{count} comments within a minute on this article; more than {most} are looked at.",
)
STANDING = sentence(
    "Of this sender's earlier comments {approved} were approved, {rejected} rejected and {spam}"
    " spam."
)
IMITATED = sentence("The name could be taken for “{name}”, which is the newsroom's.")
UNPROVED = sentence("Came without a proof of work; browsers without JavaScript send none.")
CROWDED = sentence(
    "Came while very many comments did, without a proof of work, and was sent once more."
)
KEPT_OUT = sentence(
    "This address is banned until {date}. Anybody may type an address, so its sender was not told."
)
SILENT = sentence("The spam service gave no answer: {answer}.")
SAYS = sentence("The spam service says: {answer}.")
REPORTED = counted("Reported by {count} reader.", "Reported by {count} readers.")
SLOW = sentence("it took more than {seconds} seconds")
ANSWERED = sentence("it answered {status}")
FAILED = sentence("it could not be asked ({error})")
_ANSWERS = (SLOW, ANSWERED, FAILED)
_FILLED_IN = (
    *(HASTY, MANY_LINKS, HELD_MORE, HELD, BLOCKED_MORE, BLOCKED, AGAIN, SENDERS, ARTICLES),
    *(STANDING, IMITATED, KEPT_OUT, SILENT, SAYS, REPORTED),
)


def words_of(note: str) -> Sentence:
    """What a moderator reads, for whichever language: of what was noticed whenever."""
    said = read_back(note, _FILLED_IN)
    answer = said.values.get("answer")
    return said.of(answer=read_back(answer, _ANSWERS)) if isinstance(answer, str) else said
