"""How ready the topics are for planning."""
