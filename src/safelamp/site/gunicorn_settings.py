"""What gunicorn may not decide by itself; read by `--config python:safelamp.site.gunicorn_settings`.

Gunicorn would believe anybody on this machine, and everybody behind a socket, who says "X-Forwarded-Proto: https".
Only Django decides that, and only where SAFELAMP_HTTPS says that a server with HTTPS stands in front.
"""

secure_scheme_headers: dict[str, str] = {}
forwarder_headers = ""
umask = 0o007  # of a socket: for the user and the group of the HTTPS server, not for everybody as gunicorn would
