"""TimelineJS3: its JSON in and out, and the columns of its spreadsheet in."""
