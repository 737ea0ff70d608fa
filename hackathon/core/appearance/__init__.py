"""Colors with enough contrast, and the stylesheet of one event."""
