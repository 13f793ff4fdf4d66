"""Settings, URLs and the WSGI door of Mekaar."""
