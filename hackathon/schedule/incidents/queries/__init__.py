"""Reading where a published session could go."""
