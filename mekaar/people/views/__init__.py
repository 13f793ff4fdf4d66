"""Pages of this room: request → form → action → response."""
