"""Transactions and locks, column types, claims to background work, undo logs."""
