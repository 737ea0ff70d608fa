"""Passkeys: registering one, signing in with it, removing it."""
