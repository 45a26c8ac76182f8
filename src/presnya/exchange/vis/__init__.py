"""vis-timeline: items and groups as JSON."""
