"""What recordings and captions say of themselves, read from a few places of the file."""
