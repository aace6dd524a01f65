"""Drawings that the server makes: sheets of SVG, scales, figures with their account, maps."""
