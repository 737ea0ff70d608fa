"""hackathon: topics, votes, a planned agenda and calendars for hackathons and unconferences."""

import gc

# What modules make at a start stays for good. Looking through it for garbage after every 700 new objects
# took a fifth of the start and found nothing.
gc.set_threshold(20_000, 20, 50)
