"""Our documents as others read them: the PDFs by their tags, as a screen reader goes through them, and the Word files as
LibreOffice opens them, and the presentations as python-pptx does. What must be in them stands beside them as JSON; see tools/read-documents.sh."""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import pdfplumber
import pypdf
from pptx import Presentation
from pptx.util import Emu

problems = []


def check(name, what, good):
    if not good:
        problems.append(f"{name}: {what}")


def squeezed(text):
    """Without spaces and soft marks: where a line is broken does not matter."""
    return re.sub(r"[\s\u00ad\u200b]+", "", text)


def in_order(name, text, words):
    at = 0
    for word in (squeezed(w) for w in words):
        found = text.find(word, at)
        check(name, f"does not have {word[:60]!r} where it belongs", found >= 0)
        at = max(at, found)


def tagged_text(path):
    """What stands under each mark of each page, and what stands under none."""
    marked, untagged = {}, []
    with pdfplumber.open(path) as pdf:
        for number, page in enumerate(pdf.pages):
            for char in page.chars:
                if char.get("mcid") is not None:
                    marked[number, char["mcid"]] = marked.get((number, char["mcid"]), "") + char["text"]
                elif char.get("tag") != "Artifact":
                    untagged.append(char["text"])
    return marked, "".join(untagged).strip()


class Tags:
    """The tags in their order, as a screen reader goes through them."""

    def __init__(self, reader, marked):
        self.marked = marked
        self.pages = {page.indirect_reference.idnum: number for number, page in enumerate(reader.pages)}
        self.roles, self.alternatives, self.headings, self.scopes = [], [], [], []
        self.text = self.read(reader.trailer["/Root"]["/StructTreeRoot"], None)

    def read(self, element, page):
        if element is None:
            return ""
        page = self.pages.get(element.raw_get("/Pg").idnum) if "/Pg" in element else page
        role = str(element.get("/S", ""))[1:]
        self.roles.append(role)
        if "/Alt" in element:
            self.alternatives.append(str(element["/Alt"]))
        attributes = element.get("/A", [])
        for attribute in attributes if isinstance(attributes, list) else [attributes]:
            if "/Scope" in attribute.get_object():
                self.scopes.append(str(attribute.get_object()["/Scope"]))
        children = element.get("/K", [])
        text = "".join(self.child(c.get_object(), page) for c in (children if isinstance(children, list) else [children]))
        if re.fullmatch(r"H[1-6]", role):
            self.headings.append((int(role[1]), squeezed(text)))
        return text

    def child(self, child, page):
        if isinstance(child, int):
            return self.marked.get((page, child), "")
        if child.get("/Type") == "/OBJR":
            return ""
        if child.get("/Type") == "/MCR":
            page = self.pages.get(child.raw_get("/Pg").idnum) if "/Pg" in child else page
            return self.marked.get((page, child["/MCID"]), "")
        return self.read(child, page)


def read_tags(name, path, reader, wanted):
    marked, untagged = tagged_text(path)
    # Arabic letters are written with the text they stand for around them, which pdfplumber takes for the end of the mark.
    check(name, f"has words outside the tags: {untagged[:60]!r}", not untagged or wanted["language"] == "ar")
    tags = Tags(reader, marked)
    in_order(name, squeezed(tags.text), [w for w in wanted["words"] if w])
    check(name, f"has other alternative texts: {tags.alternatives}", [a for a in tags.alternatives if a in wanted["alternatives"]] == wanted["alternatives"])
    if wanted["headings"] is not None:
        check(name, f"has other headings: {tags.headings}", [h for _, h in tags.headings] == [squeezed(h) for h in wanted["headings"]])
    levels = [0] + [level for level, _ in tags.headings]
    check(name, f"skips a heading: {levels}", all(after <= before + 1 for before, after in zip(levels, levels[1:])))
    if name.startswith(("everything", "certificate")):
        for role in ("Table", "TR", "TH", "TD"):
            check(name, f"has no {role}", role in tags.roles)
        check(name, f"has heads of tables without scope: {tags.scopes}", {"/Column", "/Row"} <= set(tags.scopes))
    if name.startswith("everything"):
        for role in ("L", "LI", "LBody", "Figure", "Link", "Caption"):
            check(name, f"has no {role}", role in tags.roles)


def read_pdf(path, wanted):
    name = path.name
    reader = pypdf.PdfReader(path)
    root = reader.trailer["/Root"]
    check(name, "is not marked as tagged", root.get("/MarkInfo", {}).get("/Marked") is True or root["/MarkInfo"]["/Marked"].value)
    check(name, f"has the language {root.get('/Lang')}", root.get("/Lang") == wanted["language"])
    check(name, "does not show its title", bool(root["/ViewerPreferences"]["/DisplayDocTitle"]))
    check(name, f"is called {reader.metadata.title!r}", squeezed(reader.metadata.title) == squeezed(wanted["title"]))
    xmp = root["/Metadata"].get_data().decode()
    check(name, "does not say that it is PDF/UA-1", re.search(r"pdfuaid:part[>=\"]+1", xmp))
    check(name, "does not say that it is PDF/A-2a", re.search(r"pdfaid:part[>=\"]+2", xmp) and re.search(r"pdfaid:conformance[>=\"]+A", xmp))
    check(name, "has no outline", len(wanted["headings"] or []) < 3 or len(reader.outline) > 0)
    for number, page in enumerate(reader.pages, 1):
        check(name, f"page {number} is not walked in the order of its tags", page.get("/Tabs") in (None, "/S") and not ("/Annots" in page and page.get("/Tabs") != "/S"))
        fonts = page["/Resources"].get("/Font", {})
        for font in fonts.values():
            check(name, "has letters without meaning", "/ToUnicode" in font.get_object())
    check(name, "runs something", not any(k in root for k in ("/OpenAction", "/AA")) and "/JavaScript" not in str(root.get("/Names", "")))
    read_tags(name, path, reader, wanted)


def read_words(path, wanted, office):
    """LibreOffice opens the Word file and writes it as text; a file that needs repair it does not open like this."""
    name = path.name
    with zipfile.ZipFile(path) as package:
        check(name, "is damaged", package.testzip() is None)
    if office is None:
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", folder, str(path)]
        done = subprocess.run(command, capture_output=True, timeout=180)
        text = Path(folder, f"{path.stem}.txt")
        check(name, f"is not opened by LibreOffice: {done.stderr.decode()[-200:]}", text.exists())
        if text.exists():
            in_order(name, squeezed(text.read_text("utf-8-sig")), [w for w in wanted["words"] if w])


def shows_slides(office):
    """The part of LibreOffice that shows presentations is a package of its own (on Debian: libreoffice-impress-nogui)."""
    return office is not None and Path(office).resolve().with_name("libsdlo.so").exists()


def text_of(shape):
    if shape.has_text_frame:
        return shape.text_frame.text
    if getattr(shape, "has_table", False) and shape.has_table:
        return " ".join(cell.text for row in shape.table.rows for cell in row.cells)
    return ""


def read_slides(path, office):
    """The presentation as python-pptx opens it, and as LibreOffice shows it."""
    name = path.name
    wanted = json.loads(path.with_suffix(".slides").read_text())
    deck = Presentation(path)
    check(name, f"is called {deck.core_properties.title!r}", deck.core_properties.title == wanted["title"])
    check(name, "has no layouts", len(deck.slide_layouts) >= 4)
    slides = list(deck.slides)
    check(name, f"has {len(slides)} slides", len(slides) == len(wanted["slides"]) + 1)
    for number, (slide, want) in enumerate(zip(slides[1:], wanted["slides"]), 2):
        here = f"{name}, slide {number}"
        check(here, "has another title", slide.shapes.title is not None and slide.shapes.title.text_frame.text == want["title"])
        text = squeezed(" ".join(text_of(shape) for shape in slide.shapes))
        for word in want["words"]:
            check(here, f"does not have {word[:60]!r}", squeezed(word) in text)
        descriptions = [s._element._nvXxPr.cNvPr.get("descr") or "" for s in slide.shapes]
        check(here, f"has other alternative texts: {descriptions}", [d for d in descriptions if d in want["alternatives"]] == want["alternatives"])
        notes = slide.notes_slide.notes_text_frame.text if slide.has_notes_slide else ""
        check(here, f"has other notes: {notes!r}", squeezed(notes) == squeezed(want["notes"]))
        languages = {run.get("lang") for run in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr")}
        check(here, f"is in {languages}", languages == {wanted["language"]})
        for shape in slide.shapes:
            inside = shape.left >= 0 and shape.top >= 0 and shape.left + shape.width <= deck.slide_width and shape.top + shape.height <= deck.slide_height + Emu(12700)
            check(here, f"has {shape.name} outside the slide", inside)
    if not shows_slides(office):
        return
    with tempfile.TemporaryDirectory() as folder:
        command = [office, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", folder, str(path)]
        done = subprocess.run(command, capture_output=True, timeout=180)
        shown = Path(folder, f"{path.stem}.pdf")
        check(name, f"is not opened by LibreOffice: {done.stderr.decode()[-200:]}", shown.exists())
        if shown.exists():
            pages = pypdf.PdfReader(shown).pages
            check(name, f"is {len(pages)} pages in LibreOffice", len(pages) == len(slides))
            for number, (page, want) in enumerate(zip(pages[1:], wanted["slides"]), 2):
                check(f"{name}, page {number}", "does not show its title", squeezed(want["title"]) in squeezed(page.extract_text()))


def main(folder):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    documents = sorted(folder.glob("*.json"))
    check(folder.name, "has no documents: run cargo test -p documents --test written", documents)
    for path in documents:
        wanted = json.loads(path.read_text())
        read_pdf(path.with_suffix(".pdf"), wanted)
        if path.with_suffix(".docx").exists():
            read_words(path.with_suffix(".docx"), wanted, office)
    presentations = sorted(folder.glob("*.pptx"))
    for path in presentations:
        read_slides(path, office)
    for problem in problems:
        print(problem)
    if not problems:
        words = "" if office else "; skipped: LibreOffice is not here, so nobody but us has opened the Word files"
        if not shows_slides(office):
            words += "; skipped: LibreOffice Impress is not here, so only python-pptx has opened the presentations"
        print(f"pypdf and pdfplumber read every tag of {len(documents)} documents, python-pptx {len(presentations)} presentations{words}")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
