"""The benchmarks: books of any size, and what checking, recording and starting cost against plain Beancount."""
