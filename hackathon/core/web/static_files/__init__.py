"""Our styles, scripts and images, and the combined stylesheets of a page."""
