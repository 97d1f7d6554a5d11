"""Slips, letters and certificates for those who give."""
