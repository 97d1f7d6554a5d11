"""The verbs of the command, one file each; all that they know of money is in the rooms below."""
