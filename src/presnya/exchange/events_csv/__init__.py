"""Events in a table: one row for each dating of an event."""
