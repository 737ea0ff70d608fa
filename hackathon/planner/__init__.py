"""Planning an agenda: a problem goes in, a solution with a proven bound comes out.

Read `model.problem` first, then `model.solution`, then `evaluation.check`, which shows in a few screens
what an agenda costs and which rules it must keep. `solve` is the entry point.

    model/            problem, solution, rules, and their JSON; input validation
    evaluation/       cost, loss and broken rules of an agenda; fairness; diffs between agendas
    solve             the entry point; `progress` has the deadline and progress reports
    strategy, run     which construction, search and bound run for which problem; one run of them
    construction      a first agenda; `partial_solution` and `tie_breaking` belong to it
    local_search/     simulated annealing; `jit` and `jit_cache` compile it
    bounds/           lower bounds and exact methods: column generation, set partitioning
    verification/     independent recounts of solutions, bounds and infeasibility
    explanation/      alternatives to a placement, what-if, minimal conflicts, messages
"""
