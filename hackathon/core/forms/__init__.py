"""The base form, shared fields, and cleaning of input."""
