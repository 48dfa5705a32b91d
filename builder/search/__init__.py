"""The index of search: records of pages → files that the browser asks, beside the published site."""
