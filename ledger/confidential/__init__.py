"""Who the recipients are: sealed records and papers, the ring of keys, masks, and who looked."""
