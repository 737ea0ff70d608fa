"""Inviting people one by one or from a list, reminders, and answering an invitation."""
