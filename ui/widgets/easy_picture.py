"""Draws a picture of an Easy Read line: SVG, PNG or JPEG, on white, as the page will have it."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_FINE = 2
"""Dots for each pixel, for screens that have them."""


def pixmap_of(data: bytes, side: int) -> QPixmap:
    """The picture in a white square of `side` pixels, its shape kept; an empty one where it can't be drawn."""
    dots = side * _FINE
    made = QPixmap(dots, dots)
    made.fill(QColor("#ffffff"))
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    if data.lstrip()[:1] == b"<":
        _draw_svg(painter, data, dots)
    else:
        _draw_image(painter, data, dots)
    painter.end()
    made.setDevicePixelRatio(_FINE)
    return made


def _draw_svg(painter: QPainter, data: bytes, dots: int) -> None:
    renderer = QSvgRenderer(QByteArray(data))
    if renderer.isValid():
        renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        renderer.render(painter, QRectF(0, 0, dots, dots))


def _draw_image(painter: QPainter, data: bytes, dots: int) -> None:
    image = QImage.fromData(QByteArray(data))
    if not image.isNull():
        keep, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        fitted = image.scaled(dots, dots, keep, smooth)
        painter.drawImage((dots - fitted.width()) // 2, (dots - fitted.height()) // 2, fitted)
