"""The dashboard: pages in a browser that call the library; they hold no model logic."""
