"""Many societies at a glance: overviews, duties, the board."""
