"""Reports as they are asked for: which books, which days, for whom, and where the paper goes."""
