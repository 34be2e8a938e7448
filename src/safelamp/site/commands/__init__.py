"""Subcommands of `safelamp`, one a module.

Every module of a subcommand has `declare(subparsers)`, which sets `run` to a function that takes the parsed arguments
and returns the exit code.
"""
