"""Events: creating one, its settings and its dates."""
