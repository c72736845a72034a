"""From content to a published site: the stages in a row, then MkDocs."""
