"""The demo neighbourhood De Oeverhoek: invented people in TOML files, loaded in three stages."""
