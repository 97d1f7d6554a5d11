"""The treasurer's month: statements in, rows decided, the notice on the board, the filing, the closing."""
