"""What people type about experiences and questions, one file per noun."""
