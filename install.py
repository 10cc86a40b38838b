"""Installs the pinned Python packages into the environment whose Python runs this.

    .venv/bin/python install.py requirements.txt --editable
    .venv/bin/python install.py --run PROGRAM ARGUMENT...      # with the index of the user's pip

It takes the pip that is there, 22 or newer, and leaves nothing to it to decide: each package is
named in one version, with hashes of all its wheels, and nothing is built. Of the user's settings
of pip, those that say how packages are reached apply; others, such as `user`, `target`,
`constraint` or `require-virtualenv`, would put them elsewhere or refuse them.
"""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
_CHECKOUT = Path(__file__).resolve().parent

# How packages are reached, by the names that pip gives the settings.
_NETWORK = frozenset(
    {
        "cache-dir",
        "cert",
        "client-cert",
        "default-timeout",
        "extra-index-url",
        "find-links",
        "index-url",
        "keyring-provider",
        "no-cache-dir",
        "no-index",
        "proxy",
        "retries",
        "timeout",
        "trusted-host",
        "use-feature",
    }
)
_HINT = (
    "The packages were not installed; pip says above what hinders it. They are made for "
    "Python 3.11 to 3.14 on Linux with glibc and on macOS with Apple silicon."
)
# Later ones hide earlier ones.
_SECTIONS = ("global", "install", ":env:")


def main(arguments: Sequence[str]) -> int:
    """Install each file of requirements, and the hub itself with `--editable`."""
    environment = _environment()
    if arguments[:1] == ["--run"]:
        program = subprocess.run(
            arguments[1:], env={**environment, **_uv(environment)}, check=False
        )
        return program.returncode
    for argument in arguments:
        what = (
            ["--no-build-isolation", "--no-index", "--editable", str(_CHECKOUT)]
            if argument == "--editable"
            else ["--require-hashes", "--only-binary=:all:", "--requirement", argument]
        )
        command = [*_PIP, "--quiet", "install", "--no-compile", "--no-deps", *what]
        if subprocess.run(command, env=environment, check=False).returncode:
            print(_HINT, file=sys.stderr)
            return 1
    if not _is_complete(environment):
        return 1
    _compile()
    return 0


def _environment() -> dict[str, str]:
    """This process's, with no settings of pip but those that say how packages are reached."""
    plain = {name: value for name, value in os.environ.items() if not _is_setting(name)}
    reading = plain | {
        name: value
        for name, value in os.environ.items()
        if name == "PIP_CONFIG_FILE" or _key(name) in _NETWORK
    }
    listed = subprocess.run(
        [*_PIP, "config", "list"], env=reading, stdout=subprocess.PIPE, text=True, check=False
    )
    if listed.returncode:
        sys.exit("pip cannot read its configuration; see above.")
    settings = _settings(listed.stdout)
    return {**plain, "PIP_CONFIG_FILE": os.devnull, **settings}


def _is_setting(name: str) -> bool:
    return name.startswith("PIP_")


def _key(name: str) -> str:
    """`PIP_INDEX_URL` as pip's files have it: `index-url`."""
    return name.removeprefix("PIP_").lower().replace("_", "-") if _is_setting(name) else ""


def _settings(listed: str) -> Mapping[str, str]:
    """The network's settings in what `pip config list` prints, as variables of the environment."""
    found: dict[str, dict[str, str]] = {section: {} for section in _SECTIONS}
    for line in listed.splitlines():
        name, _, value = line.partition("=")
        section, _, key = name.strip().rpartition(".")
        key = key.lower().replace("_", "-")
        if section in found and key in _NETWORK:
            several = ast.literal_eval(value).split()  # a file has one a line, a variable spaces
            found[section][key] = " ".join(several)
    merged = {key: value for section in _SECTIONS for key, value in found[section].items()}
    return {f"PIP_{key.upper().replace('-', '_')}": value for key, value in merged.items()}


def _uv(environment: Mapping[str, str]) -> Mapping[str, str]:
    """The same for uv, which does not read pip's settings."""
    names = {"PIP_INDEX_URL": "UV_DEFAULT_INDEX", "PIP_CERT": "SSL_CERT_FILE"}
    return {names[name]: value for name, value in environment.items() if name in names}


def _is_complete(environment: Mapping[str, str]) -> bool:
    """Whether every package has what it needs; if not, say what is missing."""
    check = subprocess.run(
        [*_PIP, "check"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if check.returncode:
        print(
            f"The pinned packages do not fit together on Python {sys.version.split()[0]}:\n"
            f"{check.stdout.strip()}\n"
            "Mend the pins with: make pins. Or take another Python: make run PYTHON=python3.12",
            file=sys.stderr,
        )
    return not check.returncode


def _compile() -> None:
    """Compile what was installed, which makes every start quick; what cannot be, runs as it is."""
    command = [sys.executable, "-m", "compileall", "-q", "-j", "0", sys.prefix]
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
