"""Runs the `hackathon` command as `python -m hackathon`."""

from hackathon.cli import main

main(prog_name="hackathon")
