"""A draft's figures for people, and its problems."""
