"""QR codes of asset cards as vector drawings: the one thing on a label that HTML cannot draw."""

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

COLUMNS, ROWS = 3, 8
PER_SHEET = COLUMNS * ROWS
# Four modules of white around it, as the standard asks for.
_QUIET = 4


def qr_svg(text: str) -> str:
    """Return an SVG of the QR code of a text, with a quiet zone, readable with 15 % of it rubbed off."""
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    count = code.getModuleCount()
    dark = "".join(
        f"M{column + _QUIET} {row + _QUIET}h1v1h-1z"
        for row in range(count)
        for column in range(count)
        if code.isDark(row, column)
    )
    size = count + 2 * _QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
        f'<path d="{dark}"/></svg>'
    )
