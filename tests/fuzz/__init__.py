"""Fuzzing: random input at every door, with one oracle: an answer in time, no traceback, no write where it was refused."""
