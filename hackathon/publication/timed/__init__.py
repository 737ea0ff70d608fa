"""Publishing at a set time: the draft is published automatically unless a rule is broken by then."""
