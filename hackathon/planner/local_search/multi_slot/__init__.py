"""Simulated annealing for sessions of several slots, breaks between sessions, and published agendas."""
