"""Run a reporting campaign by document: forms out, returns in, one workbook of the answers."""

__version__ = "0.1.0"
