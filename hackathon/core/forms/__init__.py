"""The base form, shared fields and clean-up of what people type."""
