"""The parts of the Loyalty sheet, from the groups of customers to each of the most valuable ones."""
