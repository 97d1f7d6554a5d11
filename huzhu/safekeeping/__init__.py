"""Backup, restore, the mirror and the doctor: whatever happens to the books, there is a way back to them."""
