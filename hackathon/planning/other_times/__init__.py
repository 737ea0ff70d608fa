"""Why a person cannot have a topic at another time."""
