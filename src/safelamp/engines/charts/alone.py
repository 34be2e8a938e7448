"""A drawing as a file of its own: with its namespace, and with the style that the pages give it otherwise."""

# The values of look/tokens.css and desk.css for paper: a file that is passed on has no style sheet beside it.
_STYLE = (
    "text{font:14px/1 'Noto Sans',sans-serif;fill:#14181d}.q{fill:#4a515a}.b{font-weight:700}.band{fill:#dfdfdc}"
    ".bars{fill:#6b727b}.axis{stroke:#767d86;fill:none}.hot{fill:#fc3;stroke:#14181d;stroke-width:2}"
    ".upper{fill:none;stroke:#14181d;stroke-width:1.5;stroke-dasharray:5 4}.mid{fill:none;stroke:#4a515a;"
    "stroke-width:1.5}.halo{stroke:#fff;stroke-width:5;opacity:.8}.said{paint-order:stroke;stroke:#fff;stroke-width:4}"
)


def alone(svg: str) -> str:
    """The drawing as an SVG file that shows itself anywhere, on white.

    >>> alone('<svg class="chart broad" viewBox="0 0 760 304"><title>Machines</title></svg>').startswith(
    ...     '<svg xmlns="http://www.w3.org/2000/svg" class="chart broad"')
    True
    """
    opened, rest = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).split(">", 1)
    ground = '<rect width="100%" height="100%" fill="#fff"/>'
    return f"{opened}><style>{_STYLE}</style>{ground}{rest}"
