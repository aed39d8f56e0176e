"""What several kinds of tests need: AWS, a browser, checkers, pages."""
