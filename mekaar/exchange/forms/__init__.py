"""What people type about asks and offers, one file per noun."""
