"""The reference of the functions, made from the registry: `python -m salestracker_xl.reference` writes its pages."""
