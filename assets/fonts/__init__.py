"""The bundled fonts, and how they are made."""
