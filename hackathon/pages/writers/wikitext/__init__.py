"""Writing pages as MediaWiki source."""
