"""Announcements to many people at once, and unsubscribing from them."""
