"""The download of all data about a person."""
