"""Reads the exports of conference tools: pretalx, frab and Pentabarf, Sessionize, Indico, EventYay."""
