"""Runs the commands of docs/tutorial.md, in one shell, and compares what they print with what the page says.

A block ```sh is run; a block ```text after it names lines that must be printed, in this order, where "…" stands for anything and
white space is alike. The block ```sh up is started in the background, on a port that is free.
"""

import json
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "tutorial.md"
DEFAULT_PORT = "4566"
END = "end-of-block"


def blocks(text):
    """The fenced blocks as (kind, body)."""
    return [(m[1].strip(), m[2]) for m in re.finditer(r"^```(.*)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)]


def pattern(line):
    parts = [r"\s+".join(re.escape(word) for word in part.split()) for part in line.strip().split("…")]
    return re.compile(r"\s*" + r".*".join(parts) + r"\s*$")


def missing(expected, printed):
    """The first expected line that is not printed after those before it, or None."""
    rest = iter(printed.splitlines())
    for line in filter(str.strip, expected.splitlines()):
        wanted = pattern(line)
        if not any(wanted.match(found) for found in rest):
            return line
    return None


class Shell:
    """One bash for the whole page: what a block exports, the next one has."""

    def __init__(self):
        self.process = subprocess.Popen(
            ["bash", "-s"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.process.stdin.write("set -eu -o pipefail\n")

    def run(self, commands):
        self.process.stdin.write(f"{commands}\necho {END}\n")
        self.process.stdin.flush()
        printed = ""
        for line in self.process.stdout:
            if line.strip() == END:
                return printed
            printed += line
        raise SystemExit(f"tutorial: this block failed:\n{commands}\nIt had printed:\n{printed}")


def start_lab(command):
    lab = subprocess.Popen(command.split() + ["--port", "0", "--json"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    ready = json.loads(lab.stdout.readline())
    return lab, ready["endpoint"].rsplit(":", 1)[1].rstrip("/")


def main():
    lab, port, shell, printed = None, DEFAULT_PORT, Shell(), ""
    try:
        for kind, body in blocks(PAGE.read_text()):
            if kind == "sh up":
                lab, port = start_lab(body.strip())
            elif kind == "sh":
                printed = shell.run(body.replace(DEFAULT_PORT, port))
            elif kind == "text":
                line = missing(body, printed)
                if line is not None:
                    raise SystemExit(f"tutorial: the page promises {line!r}; printed was:\n{printed}")
    finally:
        if lab:
            lab.terminate()
            lab.wait(timeout=30)
    print("tutorial: every command did what the page says")


if __name__ == "__main__":
    sys.exit(main())
