"""The functions through xlwings Server: Excel on a Mac, on the web and on Windows, with nothing installed there.

xlwings Server is an extra, free for noncommercial use alone. Nothing here imports it before a server is started.
"""
