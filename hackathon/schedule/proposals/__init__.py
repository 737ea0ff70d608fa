"""The planner's proposals, which can be accepted as a whole or in part."""
