"""The page as values: what every reader returns, the merge compares and every writer takes."""
