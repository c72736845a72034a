"""The pages: Markdown files that MkDocs, or another renderer of Markdown, turns into HTML."""
