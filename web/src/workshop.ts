// The workshop: follows what other screens choose, sends buttons without leaving the page, and lets keys press them. A digit
// chooses in the row that is lit; arrows, Page Up and Page Down (as a presenter's remote sends them) go back and on; T goes to
// the measures. Everything works without this, by ordinary forms.
import { follow } from "./lib/follow";

const part = document.getElementById("verksted");

/** Whether somebody writes in the page: then nothing is swapped under their hands. */
const writes = (): boolean => {
  const at = document.activeElement;
  return at instanceof HTMLElement && part !== null && part.contains(at) && at.matches("input:not([type=hidden]), textarea, select");
};

/** The rows of choices of what is shown. */
const rows = (): HTMLElement[] => (part ? [...part.querySelectorAll<HTMLElement>("[data-row]")] : []);

/** The scenario and part that are shown; when it becomes another, the first row is lit again. */
const stageOf = (): string => part?.querySelector<HTMLElement>("[data-stage]")?.dataset.stage ?? "";

let lit = 0;
let stage = stageOf();

function light(): void {
  rows().forEach((row, at) => row.toggleAttribute("data-lit", at === lit));
}

function show(html: string): void {
  if (!part) return;
  const at = document.activeElement;
  const button = at instanceof HTMLButtonElement && part.contains(at) ? `${at.name}=${at.value}` : "";
  part.innerHTML = html;
  if (stageOf() !== stage) { stage = stageOf(); lit = 0; }
  light();
  const same = [...part.querySelectorAll("button")].find((b) => `${b.name}=${b.value}` === button);
  if (same && button) same.focus({ preventScroll: true });
}

function send(form: HTMLFormElement, button: HTMLButtonElement | null): void {
  const body = new URLSearchParams();
  new FormData(form).forEach((value, name) => { if (typeof value === "string") body.append(name, value); });
  if (button?.name) body.append(button.name, button.value);
  fetch(form.action, { method: "POST", body, headers: { "x-terskel-del": "1" }, credentials: "same-origin" })
    .then(async (answer) => {
      if (answer.redirected || answer.status >= 500 || [401, 403, 404, 409].includes(answer.status)) location.reload();
      else show(await answer.text());
    })
    .catch(() => { location.reload(); });
}

if (part) {
  light();
  follow(part, (html) => { if (!writes()) show(html); });

  part.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    const button = event.submitter instanceof HTMLButtonElement ? event.submitter : null;
    send(form, button);
  });

  const press = (selector: string): boolean => {
    const button = part.querySelector<HTMLButtonElement>(selector);
    if (!button || button.disabled) return false;
    button.click();
    return true;
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || writes()) return;
    const key = event.key;
    if (/^[1-9]$/.test(key)) {
      const row = rows()[lit];
      const button = row?.querySelectorAll<HTMLButtonElement>("button")[Number(key) - 1];
      if (!button) return;
      event.preventDefault();
      lit = Math.min(lit + 1, Math.max(rows().length - 1, 0));
      button.click();
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      const count = rows().length;
      if (count < 2) return;
      event.preventDefault();
      lit = (lit + (key === "ArrowDown" ? 1 : count - 1)) % count;
      light();
    } else if (key === "ArrowRight" || key === "PageDown") {
      if (press('button[value="neste"]')) event.preventDefault();
    } else if (key === "ArrowLeft" || key === "PageUp") {
      if (press('button[value="forrige"]')) event.preventDefault();
    } else if (key === "t" || key === "T") {
      if (press('button[name="del"][value="measures"]')) event.preventDefault();
    }
  });
}
