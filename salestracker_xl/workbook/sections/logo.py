"""The company's logo at the head of a sheet."""

from __future__ import annotations

from io import BytesIO

from xlsxwriter.image import Image

from salestracker_xl.workbook.book import Sheet

WIDEST, HIGHEST = 144, 42  # pixels that the head of a sheet has room for
TOP = 2  # pixels above it
SCREEN_DPI = 96


def place_logo(sheet: Sheet, col: int, right: int) -> None:
    """Put the logo, where the book has one, into the first two rows; its right edge is `right` pixels into `col`."""
    logo = sheet.book.logo
    if logo is None:
        return
    picture = logo.picture
    scale = min(WIDEST / picture.width, HIGHEST / picture.height, 1.0)
    width, height = picture.width * scale, picture.height * scale
    image = Image(BytesIO(picture.content))
    sheet.worksheet.insert_image(
        0,
        col,
        image,  # pyright: ignore[reportArgumentType]  # it takes an Image, though its annotation says otherwise
        {
            "x_scale": scale * image.x_dpi / SCREEN_DPI,  # a picture's own density plays no part
            "y_scale": scale * image.y_dpi / SCREEN_DPI,
            "x_offset": right - width,
            "y_offset": TOP + (HIGHEST - height) / 2,
            "object_position": 3,
            "description": sheet.book.say(logo.alt),
        },
    )
