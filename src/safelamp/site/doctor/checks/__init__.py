"""One check a module: `examine()` looks and gives findings. It changes nothing and tells no name, address or secret."""
