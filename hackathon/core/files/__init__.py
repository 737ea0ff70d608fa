"""File formats that several subjects write: CSV, QR codes, fonts for print."""
