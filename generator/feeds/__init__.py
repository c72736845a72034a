"""What feed readers subscribe to."""
