"""Classic xlwings: an add-in of VBA that calls the Python of this machine."""
