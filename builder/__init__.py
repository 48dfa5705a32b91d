"""Vzirets: a bilingual showcase of good practices, built from Markdown and YAML."""

__version__ = "0.1.0"
