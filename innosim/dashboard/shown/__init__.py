"""What each page shows, as plain values and sentences made from what the library found."""
