"""Registering for an event, answering whether you will attend, and entering your availability."""
