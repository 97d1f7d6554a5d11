"""What an auditor does with books: verify them, judge an edit made outside, take everything along in one pack."""
