"""Who comes: invitations, registration, answers, waitlist, badges, check-in."""
