"""What an open page asks every few seconds: whether anything changed."""
