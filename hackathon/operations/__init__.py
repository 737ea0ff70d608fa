"""Running the server: backups, restoring, retention, server clocks."""
