"""Other people's papers: readers, one declared profile a paper, one engine that loses no row."""
