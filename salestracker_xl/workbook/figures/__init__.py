"""The helper figures of the Calc sheet, from which every other sheet reads."""
