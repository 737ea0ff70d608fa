"""A page held against what is there: who is who, what is new, what changed, what is in conflict."""
