"""Planning an agenda: a problem goes in, a solution with its proof comes out.

To read first: `problem`, then `solution`, then `check`, which says in a hundred lines what an agenda
costs and which rules it must keep. `solve` is the door to the engine that looks for one.

    problem, solution     what is asked and answered; `documents` writes and reads both as JSON
    contradictions        what is refused as no problem at all
    solve, limits, watch  the door, what a run is held to, and who is told how it goes
    engine/               the calculation itself: greedy, then search, then proof
    check, verify         an agenda and a solution file recounted, with no code of the engine
    loss, words           what each person gets and why; the sentences that the numbers justify
    rules, conflict       the hard rules one by one; those that cannot hold together
    why, suppose          what another place would cost; what a change would move
    repeats               topics that may run twice
    fairness, pauses      how evenly people are served; what a contact's sessions ask of each other
    benchmark             problem files of another format
"""
