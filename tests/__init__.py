"""The tests mirror the package; what people see is tested in a real browser."""
