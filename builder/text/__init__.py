"""Words for readers: the wording catalogue, typography, and Markdown."""
