"""Registers kept by hand: gifts, relief, donors of a village, rolls of government aid; and our own forms for them."""
