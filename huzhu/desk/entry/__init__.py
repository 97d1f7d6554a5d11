"""What a treasurer writes: one form for each thing that happens to money, judged while it is filled."""
