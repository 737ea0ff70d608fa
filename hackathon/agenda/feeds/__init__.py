"""Calendar feeds and schedule files of a published agenda."""
