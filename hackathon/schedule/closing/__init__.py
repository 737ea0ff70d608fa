"""Closing a room or ending a day early: sessions that no longer fit return to the tray."""
