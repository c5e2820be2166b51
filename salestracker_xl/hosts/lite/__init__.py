"""The functions through xlwings Lite: Excel on a Mac, on the web and on Windows, with no Python there."""
