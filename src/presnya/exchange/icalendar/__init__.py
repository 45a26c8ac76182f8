"""iCalendar (RFC 5545), out."""
