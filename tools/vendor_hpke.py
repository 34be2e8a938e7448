"""Makes doors/worker/static/worker/hpke.js anew: @hpke/core as one small ES module, only what sealing needs.

Needs npm and its registry, once, at development time; the result is committed. Afterwards put the printed hash into
NOTICE.toml and run the tests of sealing: RFC 9180's own vectors pass through the file in a browser.

    python tools/vendor_hpke.py
"""

import gzip
import hashlib
import re
import subprocess
import tempfile
from pathlib import Path

PACKAGES = ("@hpke/core@1.9.0", "@hpke/common@1.10.1", "esbuild@0.28.2")
WANTED = ("Aes128Gcm", "CipherSuite", "DhkemP256HkdfSha256", "HkdfSha256")
TARGET = Path(__file__).parent.parent / "src/safelamp/doors/worker/static/worker/hpke.js"
ENTRY = f'export {{ {", ".join(WANTED)} }} from "@hpke/core";\n'
HEAD = (
    "// HPKE (RFC 9180) for P-256, HKDF-SHA256 and AES-128-GCM: @hpke/core 1.9.0, MIT, (c) Ajitomi Daisuke;\n"
    "// bundled and minified by tools/vendor_hpke.py.\n"
)
BUILD = (
    "node_modules/.bin/esbuild", "entry.js", "--bundle", "--minify", "--format=esm", "--target=es2018",
    "--legal-comments=none", "--mangle-props=^_", "--mangle-quoted",
    "--define:globalThis=self",  # Chrome 64 has no globalThis
    "--alias:crypto=./no_crypto.js",  # Node's, asked for where a browser has none: there is nothing to load then
    "--outfile=out.js", "--log-level=warning",
)  # fmt: skip


def main() -> None:
    """Fetches, bundles, writes, and says what NOTICE.toml must know."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "entry.js").write_text(ENTRY)
        (Path(folder) / "no_crypto.js").write_text("export const webcrypto = {};\n")
        (Path(folder) / "package.json").write_text("{}")
        subprocess.run(("npm", "install", "--no-fund", "--no-audit", "--silent", *PACKAGES), cwd=folder, check=True)
        subprocess.run(BUILD, cwd=folder, check=True)
        text = HEAD + with_plain_exports((Path(folder) / "out.js").read_text())
    TARGET.write_text(text)
    raw = text.encode()
    print(f"{TARGET.name}: {len(raw)} bytes, {len(gzip.compress(raw, 9))} with gzip")
    print(f"sha256 {hashlib.sha256(raw).hexdigest()}")


def with_plain_exports(text: str) -> str:
    """The module with `export const NAME=short;` in place of the list at its end, for our own bundler."""
    found = re.search(r"export\{([^}]*)\};?\s*$", text)
    if not found:
        raise SystemExit("esbuild wrote its exports in a way that this tool does not know")
    pairs = [each.split(" as ") for each in found[1].split(",")]
    if sorted(name for _short, name in pairs) != sorted(WANTED):
        raise SystemExit(f"the bundle exports {found[1]}")
    return text[: found.start()].rstrip() + "\n" + "".join(f"export const {name}={short};\n" for short, name in pairs)


if __name__ == "__main__":
    main()
