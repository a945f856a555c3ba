"""What a browser has set, kept and asked for, and what all browsers share."""
