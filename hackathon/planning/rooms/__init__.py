"""Rooms, their equipment and when they are closed."""
