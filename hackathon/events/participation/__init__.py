"""A person's part in an event: attendance status, role and availability."""
