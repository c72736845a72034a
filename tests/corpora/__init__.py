"""Programs that run the product over public files, fetched by whoever runs them and never committed."""
