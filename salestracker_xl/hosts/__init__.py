"""The places where the functions and the tracker are used: Excel through xlwings, and others."""
