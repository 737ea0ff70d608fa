"""The calculating part of the planner: the only place that knows numpy and the solver.

To read first: `run`, which is one run from the first agenda to the last.

    arrays, board     a problem in the form in which it is fastest; an agenda in the making
    greedy, tidy      an agenda at once; which of those that cost the same
    search/           cheaper agendas, by small changes
    proof/            what no agenda can go below
    repeats           topics that may run twice
    compiled, warm    machine code, and when it is made

Nothing outside imports it at the top, so that a web worker never loads them.
"""
