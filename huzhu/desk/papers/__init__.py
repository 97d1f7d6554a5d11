"""The reports at the desk: which there are, of which days and for whom, as a page and as a file to take along."""
