#!/bin/sh
# Makes $VENV with $PYTHON and puts the locked uv into it. Called by the Makefile; says what to install when it cannot.
set -eu
: "${PYTHON:=python3}" "${VENV:=.venv}"

stop() {
    echo "setup: $1" >&2
    exit 1
}

command -v "$PYTHON" >/dev/null 2>&1 || stop "there is no $PYTHON here; install Python 3.11 or newer (Debian: apt-get install python3)"
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
    stop "$("$PYTHON" --version) is too old: Python 3.11 or newer is needed; name another one with make PYTHON=python3.12"

if ! "$VENV/bin/python" -c '' 2>/dev/null; then
    echo "setup: making $VENV with $("$PYTHON" --version)"
    # Debian keeps ensurepip in the package python3-venv: without it, an outside pip can still fill a bare environment.
    if ! "$PYTHON" -m venv "$VENV" >/dev/null 2>&1; then
        rm -rf "$VENV"
        "$PYTHON" -m venv --without-pip "$VENV" || stop "$PYTHON cannot make an environment (Debian: apt-get install python3-venv)"
    fi
fi

echo "setup: installing the locked uv"
if "$VENV/bin/python" -c 'import pip' 2>/dev/null; then
    pip="$VENV/bin/python -m pip"
elif "$PYTHON" -c 'import pip' 2>/dev/null; then
    pip="$PYTHON -m pip --python $VENV/bin/python"
else
    rm -rf "$VENV"
    stop "this Python has neither venv's pip nor a pip of its own (Debian: apt-get install python3-venv)"
fi
$pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/bootstrap.txt
touch "$VENV/bin/uv"
