"""Reads a page of the public record into items and facts, each with its exact words, place and confidence."""
