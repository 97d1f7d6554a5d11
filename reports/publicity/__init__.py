"""What hangs on the board and what anybody may read: notices, donors, the public site."""
