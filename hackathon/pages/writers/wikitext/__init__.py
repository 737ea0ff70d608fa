"""Pages written as MediaWiki source."""
