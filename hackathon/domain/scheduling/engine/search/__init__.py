"""Looking for a cheaper agenda by small changes, worse ones too while it is hot.

In arrays (`steps`, `anneal`, `improve`) as long as there is no machine code. As machine code for sessions
of one slot (`rapid` holds it, `kernel` has a step), and for all else (`spanning` and `spans`).
"""
