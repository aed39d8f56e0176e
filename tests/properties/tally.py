"""What the sequences of I1 came to, for the report of a run."""

TALLY = {
    "sequences": 0,
    "operations": 0,
    "comparisons": 0,
    "searches": 0,
    "comments": 0,
    "records": 0,
}
