"""Everything the server knows about a person, as a file for them."""
