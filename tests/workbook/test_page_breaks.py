"""Printed pages end before a section that would be torn."""

import pytest

from salestracker_xl.workbook.page_breaks import breaks

ROWS = [20.0 * row for row in range(51)]  # 50 rows of 20 pixels
PAGE = 400.0  # 20 rows


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ([3], []),  # longer than a page, and nothing but the title above it
        ([3, 12, 18], [18]),  # the last one is longer than a page, but too little of the page is left
        ([3, 12, 30], [12, 30]),
        ([3, 20, 38], [20, 38]),  # ends with the page: the break is said, since printers differ
        ([30, 40], [40]),  # one and a half pages above the first section
        ([3, 10], []),  # longer than a page: it begins where it is
    ],
)
def test_no_section_is_torn_that_fits_on_a_page(heads, expected):
    assert breaks(heads, ROWS, PAGE) == expected
