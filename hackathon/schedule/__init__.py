"""The schedule editor: moving sessions, and seeing what each move means for people."""
