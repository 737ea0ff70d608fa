"""Our own styles, scripts and images, and the stylesheets of a page joined into one."""
