"""Planning problems and solutions, and reading and writing them."""
