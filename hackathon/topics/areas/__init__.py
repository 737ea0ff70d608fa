"""The areas that group topics."""
