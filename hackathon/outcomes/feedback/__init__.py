"""What people say about an event and its sessions."""
