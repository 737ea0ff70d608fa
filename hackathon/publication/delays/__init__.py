"""Sessions that run late: published at once, without planning again."""
