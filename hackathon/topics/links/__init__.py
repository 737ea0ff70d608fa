"""Links between topics: split from, carried over from, same as."""
