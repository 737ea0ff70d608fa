"""Telling open pages, which ask every few seconds, whether anything has changed."""
