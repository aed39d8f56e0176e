"""What somebody does at the desk."""
