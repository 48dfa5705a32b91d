"""The live preview: builds, serves the output folder, builds again at each save and reloads the browsers.

`serve` takes callables and knows nothing of the site: `rounds.py` turns saves into
builds, `server.py` answers browsers, `answers.py` decides what an address gets.
"""

from builder.serve.rounds import PortTakenError, preview, serve
from builder.serve.server import BuildResult

__all__ = ["BuildResult", "PortTakenError", "preview", "serve"]
