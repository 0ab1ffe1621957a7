// The desk's queue column: follows changes, and sends the buttons that stay on the desk without leaving it, so that a
// half-filled visit is not lost. Everything works without this, by ordinary forms.
import { follow } from "./lib/follow";

const column = (): HTMLElement | null => document.getElementById("ko");

function swap(html: string): void {
  const old = column();
  // Not while somebody types in it or has a row open.
  if (!old || old.querySelector("details[open]") || old.contains(document.activeElement) && document.activeElement?.matches("input")) return;
  put(html, true);
}

/** `keep`: what was told about the guide's own last tap stays when somebody else's tap changes the queue. */
function put(html: string, keep = false): void {
  const old = column();
  if (!old) return;
  const focus = document.activeElement instanceof HTMLElement && old.contains(document.activeElement) ? document.activeElement.textContent : undefined;
  const made = document.createElement("template");
  made.innerHTML = html;
  const fresh = made.content.querySelector("#ko");
  if (!fresh) return;
  const told = old.querySelector("[role=status]");
  if (keep && told?.hasChildNodes()) fresh.querySelector("[role=status]")?.replaceWith(told);
  old.replaceWith(fresh);
  if (focus) [...fresh.querySelectorAll<HTMLElement>("button, summary, a")].find((e) => e.textContent === focus)?.focus();
}

const start = column();
if (start) follow(start, swap);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.closest("#ko [data-stays]")) return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "1";
  const body = new URLSearchParams();
  new FormData(form).forEach((value, name) => { if (typeof value === "string") body.append(name, value); });
  fetch(form.action, { method: "POST", body, headers: { "x-terskel-del": "1" }, credentials: "same-origin" })
    .then(async (answer) => {
      if (answer.redirected || answer.status >= 500 || answer.status === 401 || answer.status === 403) form.submit();
      else put(await answer.text());
    })
    .catch(() => { delete form.dataset.sent; form.submit(); });
});

for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
