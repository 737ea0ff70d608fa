"""Reads tables of topics and people that anybody made: form answers, sign-up sheets, workbooks."""
