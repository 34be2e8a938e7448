"""Sealing: envelopes, padding, receipts, passphrases and paper keys. Bytes and keys in, bytes out.

The ciphers are `cryptography`'s; this engine says what goes into them.
"""
