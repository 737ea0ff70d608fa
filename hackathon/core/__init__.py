"""What every subject builds on: database and transactions, web requests and access, forms, text, files."""
