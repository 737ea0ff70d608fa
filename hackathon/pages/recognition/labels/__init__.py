"""Labels and headers: their meanings, and the lines that begin with them."""
