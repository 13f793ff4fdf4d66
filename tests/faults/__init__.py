"""What goes wrong with machines: kept words are counted afterwards."""
