"""The cash float: register, count sheet, replenishment."""
