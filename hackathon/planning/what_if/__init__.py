"""What-if questions about a draft."""
