"""Requests and responses: access, rate limits, caching headers, error pages, form handling."""
