"""Screens read aloud by people: recorded human voices, one a screen and language. No voice is made by a machine."""
