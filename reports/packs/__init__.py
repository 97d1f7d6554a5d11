"""Several reports bound as one paper."""
