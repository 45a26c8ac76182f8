"""Pictures as IIIF Image 3, level 0: files that any host can serve and a page can read from a disk."""
