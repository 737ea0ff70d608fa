"""The organizers' table of topics: filtered, sorted, and many topics changed at once."""
