"""The versions of a topic, and restoring one."""
