"""Publishing a draft, and notifying people of changes to their agenda."""
