"""Pages as data: tables and JSON, in and out."""
