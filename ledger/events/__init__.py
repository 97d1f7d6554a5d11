"""What happened, in field words: pydantic models, each of which writes its entry and reads it back."""
