"""The digest as a whole: papers settled, merged and told apart, and the lists that have pages."""
