"""Reads pages as people see and copy them: from a browser, a printout, or a table."""
