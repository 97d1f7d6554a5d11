"""Papers of banks and wallets held against the books."""
