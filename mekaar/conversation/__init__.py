"""Conversation: encounter, core questions, reablement steps, goals, closing invitation."""
