"""Colours, fonts, formats and pictures: the theme of the template, and a company's own laid over it."""
