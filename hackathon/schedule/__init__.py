"""The schedule editor: moving sessions by hand, with what each move means for people."""
