"""Publishing at a set time: the draft becomes a revision by itself, unless a rule is broken by then."""
