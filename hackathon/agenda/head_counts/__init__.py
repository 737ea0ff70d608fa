"""How many people sat in a session, as somebody counted them."""
