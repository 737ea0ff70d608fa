"""Rules and values that several subjects share: statuses, roles, votes, times, the published agenda."""
