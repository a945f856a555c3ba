"""A folder with innosim and all that it needs, which installs where there is no network."""
