"""Words that stand in every text: who asks for them beside others need not find them.

In six languages, without what is a word of weight in another of them: English has a `war`, a `not`
would be German for need. Each as search spells it; where one is all that is asked for, it counts.
"""

_ENGLISH = """
    a an and are as at by did do does for from had has have how in into is it its of on or our that
    the their this to was were what when where which who why will with
"""
_GERMAN = """
    am auf aus das dem den der des die ein eine einem einen einer eines fur im ist mit oder sich und
    vom von wie zu zum zur
"""
_FRENCH = """
    au aux avec c ce cette d dans du elle en est et il j l la le les m n ou par pour qu que qui s sa
    se ses sur t un une
"""
_TURKISH = "bir bu da de icin ile mi ne ve"
_ARABIC = "الى ان او عن على في كل ما من مع هذا هذه هل و"
_SWAHILI = "cha katika kwa la na ni wa ya yake vya za"

COMMON_WORDS = frozenset(
    " ".join((_ENGLISH, _GERMAN, _FRENCH, _TURKISH, _ARABIC, _SWAHILI)).split()
)
