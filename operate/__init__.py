"""What an operator does to a whole newspaper, on AWS or here: rebuild, move in and out, erase."""
