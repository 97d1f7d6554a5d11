"""The auditor's pages: what the rules find, where the subsidy went, whether the chain holds, the pack, the looks."""
