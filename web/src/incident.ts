// Writing down what happened: three steps, one at a time, and nothing readable left on the device. What is written is sealed
// before it is kept; the desk sends it when there is a network, and forgets it. Without this script the form is an ordinary
// form with all three steps below each other.
import { check } from "./lib/guard";
import * as outbox from "./lib/outbox";
import { canSeal, seal } from "./lib/seal";

const form = document.querySelector<HTMLFormElement>("form[data-incident]");

function words(name: string): string {
  return form?.dataset[name] ?? "";
}

function say(text: string, tone: "good" | "stop"): void {
  document.getElementById("sagt")?.remove();
  const box = document.createElement("p");
  box.id = "sagt";
  box.className = `notice ${tone}`;
  box.setAttribute("role", tone === "good" ? "status" : "alert");
  box.textContent = text;
  form?.before(box);
  box.scrollIntoView({ block: "nearest" });
}

function steps(of: HTMLFormElement): void {
  const sections = [...of.querySelectorAll<HTMLElement>("[data-step]")];
  let at = sections.findIndex((s) => s.querySelector('[aria-invalid="true"]'));
  if (at < 0) at = 0;
  const show = (to: number, focus: boolean): void => {
    at = Math.max(0, Math.min(sections.length - 1, to));
    sections.forEach((s, i) => (s.hidden = i !== at));
    if (focus) sections[at]?.querySelector<HTMLElement>("h2")?.focus();
  };
  sections.forEach((section, i) => {
    section.querySelector("h2")?.setAttribute("tabindex", "-1");
    const row = section.querySelector(".actions") ?? section.appendChild(Object.assign(document.createElement("div"), { className: "actions" }));
    if (i > 0) row.prepend(button(words("back"), "secondary", () => show(i - 1, true)));
    if (i < sections.length - 1) row.append(button(words("next"), "primary", () => (ready(section) ? show(i + 1, true) : undefined)));
  });
  show(at, false);
  of.addEventListener("incident:show", (event) => show((event as CustomEvent<number>).detail, true));
}

function button(text: string, variant: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "ds-button";
  if (variant !== "primary") made.dataset["variant"] = variant;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

type Input = HTMLInputElement | HTMLTextAreaElement;
const inputs = (within: HTMLElement): Input[] => [...within.querySelectorAll<Input>("input, textarea")];
const personal = (field: Input): boolean => field.dataset["guard"] !== undefined && check(field.value, { contactAllowed: false }).length > 0;

/** Whether what must be there is there, and nothing leads to a person. */
const isReady = (within: HTMLElement): boolean => inputs(within).every((f) => f.checkValidity() && !personal(f));

/** As {@link isReady}, for a step that is shown: it is said what is wrong. */
function ready(within: HTMLElement): boolean {
  const found = inputs(within).find(personal);
  if (!found) return inputs(within).every((f) => f.reportValidity());
  say(words("personal"), "stop");
  found.focus();
  return false;
}

async function save(of: HTMLFormElement): Promise<void> {
  const id = (of.elements.namedItem("id") as HTMLInputElement).value;
  const fields = [...new FormData(of)].filter(([name]) => name !== "csrf").map(([name, value]) => [name, String(value)]);
  fields.push(["skrevet", String(Date.now())]);
  const sealed = await seal(words("key"), id, JSON.stringify(fields));
  const action = new URL(words("sealed"), location.href).pathname;
  const kept: outbox.Kept = { id, action, fields: [["forseglet", sealed]], ...outbox.moment(new Date()) };
  await outbox.keep(kept);
  of.reset();
  const outcome = await outbox.send(kept, false);
  if (outcome === "sent") {
    location.replace(`${words("receipt")}?lagret=${id}`);
    return;
  }
  (of.elements.namedItem("id") as HTMLInputElement).value = outbox.newId();
  of.dispatchEvent(new CustomEvent("incident:show", { detail: 0 }));
  say(words(outcome === "refused" ? "refused" : outcome === "sign-in" ? "signIn" : "kept"), outcome === "later" ? "good" : "stop");
}

if (form) {
  (form.elements.namedItem("id") as HTMLInputElement).value = outbox.newId();
  steps(form);
  form.addEventListener("submit", (event) => {
    if (!canSeal()) return;
    event.preventDefault();
    // Enter in an early step is no wish to be done.
    const section = [...form.querySelectorAll<HTMLElement>("[data-step]")].find((s) => !isReady(s));
    if (section) {
      form.dispatchEvent(new CustomEvent("incident:show", { detail: Number(section.dataset["step"]) - 1 }));
      ready(section);
      return;
    }
    if (form.dataset["busy"]) return;
    form.dataset["busy"] = "1";
    // A device that can't keep anything (storage turned off) sends the form as it is.
    save(form).catch(() => form.submit()).finally(() => delete form.dataset["busy"]);
  });
}
