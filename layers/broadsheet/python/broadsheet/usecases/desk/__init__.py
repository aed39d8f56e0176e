"""What somebody does at the desk that nobody does without it."""
