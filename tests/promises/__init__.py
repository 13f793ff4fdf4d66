"""What the house promises its people, attacked as the web role, in SQL and over HTTP."""
