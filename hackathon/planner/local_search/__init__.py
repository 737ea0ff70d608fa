"""Simulated annealing: improving an agenda by small changes, worse ones too while the temperature is high.

annealing       the driver, and the two kernels of compiled code
single_slot/    the kernel for sessions of one slot
multi_slot/     the kernel for everything else
cooling         initial and final temperature, and the schedule between them
portfolio       the same search on several cores
flat_arrays     the arrays that both kernels read
"""
