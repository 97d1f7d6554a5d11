"""Funds: what each has, where a subsidy went, what a gift became."""
