"""Topics: proposing, discussing, voting, reviewing and organizing them."""
