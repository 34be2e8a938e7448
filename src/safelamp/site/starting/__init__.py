"""The beginning of a real instance: questions, one whole founding, papers to print, how far an instance has come."""
