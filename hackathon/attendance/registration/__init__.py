"""Registering for an event, answering whether you will attend, and when you are there."""
