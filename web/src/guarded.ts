// The privacy guard in the browser: says so at once when a field holds something that must not be stored there, before it
// is sent. The server checks again.
import { check } from "./lib/guard";

type Field = HTMLInputElement | HTMLTextAreaElement;
let words: Promise<Record<string, string>> | undefined;

/** The words for what can be found, in the language of the page; asked for only when something is found. */
function wordsFor(): Promise<Record<string, string>> {
  const municipality = location.pathname.match(/^\/k\/\d{4}/)?.[0] ?? "";
  words ??= fetch(`${municipality}/${document.documentElement.lang}/vern.json`).then((r) => (r.ok ? r.json() : {}));
  return words;
}

function clear(field: Field): void {
  document.getElementById(`${field.id}-vern`)?.remove();
  field.setCustomValidity("");
}

/** Checks a field; true when it may be sent. */
async function look(field: Field): Promise<boolean> {
  clear(field);
  const found = check(field.value, { contactAllowed: field.dataset["guard"] === "contact" })[0];
  if (!found) return true;
  const said = await wordsFor();
  const box = document.createElement("p");
  box.id = `${field.id}-vern`;
  box.className = "notice stop";
  box.setAttribute("role", "alert");
  box.textContent = `${said["title"] ?? ""}: ${said[found.kind] ?? ""}`;
  field.after(box);
  field.setSelectionRange?.(found.start, found.end);
  return false;
}

const fields = [...document.querySelectorAll<Field>("[data-guard]")];
for (const field of fields) field.addEventListener("change", () => void look(field));
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement)) return;
  const own = fields.filter((f) => f.form === form);
  const bad = own.find((f) => check(f.value, { contactAllowed: f.dataset["guard"] === "contact" }).length > 0);
  if (!bad) return;
  event.preventDefault();
  void look(bad).then(() => bad.focus());
});
