"""Pages as MediaWiki's own source, in and out, and the containers that it comes in."""
