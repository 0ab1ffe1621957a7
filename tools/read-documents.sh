#!/usr/bin/env bash
# Reads the documents that `cargo test -p documents` wrote: the PDFs with Python's pypdf and pdfplumber in an environment of
# its own under target/, the presentations with python-pptx, and both these and the Word files with LibreOffice. What cannot be had
# here is skipped with a sentence.
set -eu
cd "$(dirname "$0")/.."
target=${CARGO_TARGET_DIR:-target}
env="$target/document-readers"
skip() { echo "skipped: $*; the tests of crates/documents have read the Word files and pages"; exit 0; }

command -v python3 >/dev/null 2>&1 || skip "python3 is not here"
if [ ! -f "$env/.installed-2" ]; then
  python3 -m venv "$env" >/dev/null 2>&1 || skip "python3 cannot make an environment (on Debian: python3-venv)"
  "$env/bin/pip" install --quiet --disable-pip-version-check pypdf==6.19.0 pdfplumber==0.11.10 python-pptx==1.0.2 \
    >/dev/null 2>&1 </dev/null || skip "pypdf, pdfplumber and python-pptx could not be installed"
  touch "$env/.installed-2"
fi
exec "$env/bin/python" tools/read-documents.py "$target/tmp/documents"
