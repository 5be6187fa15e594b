"""How the documentation is built: sphinx-build -W docs build/docs. Nothing is fetched, then or when it is read."""

from cpreport import __version__

project = "cpreport"
release = version = __version__
language = "en"
extensions = ["myst_parser"]
myst_heading_anchors = 3
exclude_patterns = ["schema"]
html_theme = "furo"
html_title = f"cpreport {release}"
html_copy_source = html_show_sourcelink = False
html_extra_path = ["schema"]
