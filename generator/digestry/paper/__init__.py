"""What a digest is made of: papers, issues, tags, and the texts, dates and names in them."""
