"""What is left after a fault: every acknowledged write, once, and nothing by halves."""
