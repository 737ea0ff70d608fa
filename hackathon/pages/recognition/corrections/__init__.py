"""What a person says of a page that was read wrongly."""
