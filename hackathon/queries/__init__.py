"""Reading several rows for one purpose: a page, the planner, a feed."""
