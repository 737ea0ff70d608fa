"""Reads pages as people see and copy them: from a browser, from a printout, or out of a table."""
