"""Labels and headers: what they mean, and the lines that begin with one."""
