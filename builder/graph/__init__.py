"""Building what changed: values made by functions whose every reading is recorded.

`engine.py` decides what must be made anew, `inputs.py` tells what stands on the disk, `store.py` remembers
from build to build. None of them knows what a practice is.
"""
