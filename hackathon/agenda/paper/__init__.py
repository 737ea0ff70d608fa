"""The agenda as a PDF."""
