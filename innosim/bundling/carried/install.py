"""Install innosim from this folder, without a network.

    python install.py             into the folder innosim in your home folder
    python install.py FOLDER      into another folder

On Windows write `py install.py`, elsewhere `python3 install.py` if there is no `python`. Nothing
else on this machine is changed; to get rid of innosim, remove that folder.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036
    sys.exit("innosim needs Python 3.11 or later; this is " + sys.version.split()[0])

import hashlib
import json
import os
import platform
import subprocess
import sysconfig
import venv
from pathlib import Path

BUNDLE = Path(__file__).resolve().parent
DEEPEST = 259
"""Letters that a path on Windows may have, unless long paths are switched on."""
STAMP = "innosim-installed"
"""The file in an environment that says what was installed there."""

_CHIPS = {"amd64": "x86_64", "x86_64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}
_KINDS = {"win": "windows", "macosx": "macos", "linux": "linux"}


def system() -> str:
    """What this Python is made for, as a bundle names it: "windows-x86_64"."""
    found = sysconfig.get_platform()
    kind, _, chip = found.partition("-")
    chip = platform.machine() if chip.endswith("universal2") else chip.rpartition("-")[2]
    if "musl" in str(sysconfig.get_config_var("SOABI")):
        return f"musl-{chip}"
    return f"{_KINDS.get(kind, kind)}-{_CHIPS.get(chip.lower(), chip)}"


def release() -> tuple[int, ...]:
    """The release of macOS, or of the C library of Linux; empty where it cannot be told."""
    told = platform.mac_ver()[0] if sys.platform == "darwin" else platform.libc_ver()[1]
    parts = told.split(".")[:2]
    return tuple(int(part) for part in parts if part.isdigit())


def chosen(manifest: dict) -> dict:
    """The part of the bundle that is for this Python on this system."""
    name = system()
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    fitting = [target for target in manifest["targets"] if target["system"] == name]
    for target in fitting:
        if target["python"] == version:
            least = tuple(target["least"])
            if release() and release() < least:
                wanted = ".".join(map(str, least))
                what = "macOS" if sys.platform == "darwin" else "glibc"
                sys.exit(f"this system is too old: it needs {what} {wanted} or later")
            return target
    have = ", ".join(f"{t['system']} with Python {t['python']}" for t in manifest["targets"])
    hint = ""
    if fitting:
        known = " or ".join(target["python"] for target in fitting)
        hint = f"; install Python {known}, and run this with it"
    elif name == "windows-arm64":
        hint = "; install a Python for Windows of 64 bits (x86-64), and run this with it"
    sys.exit(f"this is {name} with Python {version}{hint}. The bundle is for: {have}")


def read_manifest() -> dict:
    """What the bundle says of itself; a folder that is not finished has no manifest."""
    try:
        found = json.loads((BUNDLE / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        sys.exit(f"{BUNDLE} is no finished bundle: copy it once more, as a whole")
    return found


def check_whole(manifest: dict, target: dict) -> None:
    """Refuse a copy in which a file is missing or cut off; pip looks at the content."""
    sizes = {entry["file"]: entry["size"] for entry in manifest["files"]}
    for name in target["files"]:
        path = BUNDLE / "wheels" / name
        if not path.is_file() or path.stat().st_size != sizes[name]:
            sys.exit(f"wheels/{name} is missing or cut off: copy the folder once more, as a whole")


def check_depth(folder: Path, target: dict) -> None:
    """Refuse a folder on Windows in which paths would become too long."""
    letters = len(str(folder)) + 1 + target["longest_path"]
    if os.name == "nt" and letters > DEEPEST:
        spare = letters - DEEPEST
        sys.exit(
            f"{folder} leads too deep by {spare} letters; name another: install.py C:\\innosim"
        )


def environment(folder: Path) -> Path:
    """Make a virtual environment in a folder, or take the one there; return its Python."""
    settings = folder / "pyvenv.cfg"
    strange = folder.exists() and not settings.is_file()
    if strange and (not folder.is_dir() or any(folder.iterdir())):
        sys.exit(f"{folder} holds something else; name another folder: install.py FOLDER")
    print(f"making an environment in {folder}", flush=True)
    try:
        venv.EnvBuilder(clear=settings.is_file(), symlinks=os.name != "nt").create(folder)
    except (OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"{folder} cannot be made ({error}); name another folder: install.py FOLDER")
    return python_of(folder)


def python_of(folder: Path) -> Path:
    """The interpreter of an environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def pip(python: Path, manifest: dict, target: dict) -> None:
    """Install what the list of a target names, from the wheels here and from nowhere else."""
    tool = next(e["file"] for e in manifest["files"] if e["package"] == "pip")
    own = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    own["PIP_CONFIG_FILE"] = os.devnull
    own.pop("PYTHONPATH", None)
    command = [python, BUNDLE / "wheels" / tool / "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--no-index", "--no-cache-dir", "--require-hashes"]
    command += ["--find-links", BUNDLE / "wheels", "--requirement", BUNDLE / target["list"]]
    done = subprocess.run(
        [str(word) for word in command],
        env=own,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        sys.exit(f"{done.stdout.strip()}\ninstalling failed, see above; see README.txt")


def install(folder: Path) -> Path:
    """Install innosim into a folder, unless that is done; return its Python."""
    manifest = read_manifest()
    target = chosen(manifest)
    check_whole(manifest, target)
    check_depth(folder, target)
    wanted = hashlib.sha256(json.dumps([target, sys.version]).encode()).hexdigest()
    stamp, python = folder / STAMP, python_of(folder)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted and python.exists():
        print(f"innosim {manifest['innosim']} is in {folder}", flush=True)
        return python
    python = environment(folder)
    count = len(target["files"])
    print(
        f"installing innosim {manifest['innosim']}, {count} packages; this takes minutes",
        flush=True,
    )
    pip(python, manifest, target)
    stamp.write_text(wanted, encoding="utf-8")
    return python


def main(words: list) -> int:
    """Do what the command line asks for; return the exit code."""
    if len(words) > 1 or (words and words[0].startswith("-")):
        print(__doc__)
        return 0 if words[0] in ("-h", "--help") else 2
    folder = Path(words[0] if words else Path.home() / "innosim").absolute()
    try:
        python = install(folder)
        own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        code = subprocess.call([str(python), "-m", "innosim", "doctor"], env=own, cwd=folder)
    except KeyboardInterrupt:
        return 130
    print(f'to begin: "{python.with_name("innosim")}" dashboard')
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
