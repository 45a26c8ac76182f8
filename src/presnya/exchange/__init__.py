"""What comes in and goes out, one folder a format."""
