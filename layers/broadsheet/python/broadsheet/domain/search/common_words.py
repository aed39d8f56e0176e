"""Words that stand in every text: who asks for them beside others need not find them.

In six languages, without what is a word of weight in another of them: English has a `war`, a `not`
would be German for need. `die` is German first, and is looked for where it stands alone.
"""
# ruff: noqa: RUF001 - letters of many scripts are what this is about

COMMON_WORDS = frozenset(
    # English
    "a an and are as at by did do does for from had has have how in into is it its of on or our "
    "that the their this to was were what when where which who why will with "
    # German
    "am auf aus das dem den der des die ein eine einem einen einer eines fur im ist mit oder sich "
    "und vom von wie zu zum zur "
    # French; of what is elided, the letter
    "au aux avec c ce cette d dans du elle en est et il j l la le les m n ou par pour qu que qui s "
    "sa se ses sur t un une "
    # Turkish
    "bir bu da de icin ile mi ne ve "
    # Arabic, as search spells it
    "الى ان او عن على في كل ما من مع هذا هذه هل و "
    # Swahili
    "cha katika kwa la na ni wa ya yake vya za".split()
)
