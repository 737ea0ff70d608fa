"""Lets `python -m hackathon` do what the command does."""

from hackathon.cli import main

main(prog_name="hackathon")
