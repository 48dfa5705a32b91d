"""What is costly to make and depends on little: made by processes on all cores, and remembered by a digest."""
