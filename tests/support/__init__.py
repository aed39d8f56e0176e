"""What several kinds of tests need of AWS."""
