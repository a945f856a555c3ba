"""Set innosim up and use it, with nothing installed but Python 3.11 or later.

    python start.py run bc-public-service     set up, then run a shipped scenario
    python start.py test                      set up for development, then run all checks
    python start.py COMMAND ...               set up, then `innosim COMMAND ...`

Inside a virtual environment innosim is installed there, otherwise into .venv beside this file.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit(f"innosim needs Python 3.11 or later; this is {sys.version.split()[0]}")

import hashlib
import shutil
import signal
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent
CHECKS = {
    "format": ["ruff", "format", "--check", "."],
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "tests": ["pytest", "-n", "auto", "--dist", "loadgroup"],
}


def say(text: str) -> None:
    """Print at once, on the error stream, so that results stay clean."""
    print(text, file=sys.stderr, flush=True)


def quietly(*command: str | Path) -> None:
    """Run a command and show what it prints only if it fails."""
    result = subprocess.run(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if result.returncode:
        say(result.stdout.decode(errors="replace"))
        sys.exit(f"setting up failed at: {' '.join(map(str, command))}")


def environment() -> Path:
    """The folder of the virtual environment to use; it is made if there is none that fits."""
    if sys.prefix != sys.base_prefix:
        return Path(sys.prefix)
    folder = ROOT / ".venv"
    if not (python_of(folder).exists() and made_by_this_python(folder)):
        say(f"making a virtual environment in {folder}")
        shutil.rmtree(folder, ignore_errors=True)
        quietly(sys.executable, "-m", "venv", folder)
    return folder


def made_by_this_python(folder: Path) -> bool:
    """Whether a virtual environment belongs to this minor version of Python."""
    made = folder / "pyvenv.cfg"
    lines = made.read_text(encoding="utf-8").splitlines() if made.is_file() else []
    settings = dict(line.replace(" ", "").split("=", 1) for line in lines if "=" in line)
    version = settings.get("version") or settings.get("version_info", "")
    return version.split(".")[:2] == [str(part) for part in sys.version_info[:2]]


def python_of(folder: Path) -> Path:
    """The interpreter of a virtual environment."""
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def install(folder: Path, *, dev: bool) -> Path:
    """Install innosim, as links to this checkout, unless that is done; return the interpreter.

    The source is linked, so only a change of pyproject.toml or of the place asks for it again.
    """
    python = python_of(folder)
    state = (ROOT / "pyproject.toml").read_bytes() + str((ROOT, sys.version)).encode()
    wanted = hashlib.sha256(state).hexdigest()
    stamp = folder / "innosim-installed"
    done = stamp.read_text(encoding="utf-8").split() if stamp.is_file() else []
    if wanted not in done or (dev and "dev" not in done):
        say(f"installing innosim{' for development' if dev else ''} (a minute or two)")
        stamp.unlink(missing_ok=True)
        if subprocess.call([python, "-c", "import pip"], stderr=subprocess.DEVNULL):
            quietly(python, "-m", "ensurepip")
        quietly(python, "-m", "pip", "install", "-e", ".[dev]" if dev else ".")
        stamp.write_text(f"{wanted} {'dev' if dev else 'use'}\n", encoding="utf-8")
    return python


def test(python: Path) -> int:
    """Run all checks and stop at the first that fails; return its exit code."""
    for name, command in CHECKS.items():
        say(f"== {name}: {' '.join(command)}")
        code = subprocess.call([python, "-m", *command], cwd=ROOT)
        if code:
            return code
    return 0


def main(words: list[str]) -> int:
    """Do what the command line asks for; return the exit code."""
    if not words or words[0] in ("-h", "--help"):
        print(__doc__)
        return 0
    try:
        python = install(environment(), dev=words[0] == "test")
        if words[0] == "test":
            return test(python)
        signal.signal(signal.SIGINT, lambda *_: None)  # innosim gets Ctrl-C, too, and answers it
        return subprocess.call([python, "-m", "innosim", *words])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
