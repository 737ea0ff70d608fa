"""Why an agenda looks as it does: alternatives, what-if, minimal conflicts, and the sentences for them."""
