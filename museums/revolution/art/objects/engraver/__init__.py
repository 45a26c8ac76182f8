"""The engraver: a traced form, strokes along it, letters, the printed sheet."""
