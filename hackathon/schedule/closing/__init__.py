"""A room lost, or a day that ends earlier: what no longer fits goes back to the tray."""
