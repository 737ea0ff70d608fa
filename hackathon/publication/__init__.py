"""Publishing a draft, and telling people what changed for them."""
