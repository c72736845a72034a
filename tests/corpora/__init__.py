"""Programs that run importers over public files, fetched by whoever runs them and never committed."""
