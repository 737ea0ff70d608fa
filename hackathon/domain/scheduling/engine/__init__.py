"""The calculating part of the planner: the only place that knows numpy and the solver.

Nothing outside imports it at the top, so that a web worker never loads them.
"""
