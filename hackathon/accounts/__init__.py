"""People and how they sign in: email links, passkeys, single sign-on, devices."""
