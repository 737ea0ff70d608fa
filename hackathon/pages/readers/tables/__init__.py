"""Reads anyone's tables of topics and people: form answers, sign-up sheets, workbooks."""
