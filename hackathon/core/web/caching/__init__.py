"""Answers and parts of pages that are drawn once and sent often: for visitors, for equal values, as files."""
