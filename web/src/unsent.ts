// Registering without a network. The form of a visit is kept on the device first and sent after; what could not be sent is
// counted at the top of the desk and sent when the network is back. Without this script the form is an ordinary form.
import * as outbox from "./lib/outbox";

const status = document.querySelector<HTMLElement>("[data-unsent]");
const words = (name: string): string => status?.dataset[name] ?? "";

/** Makes the form's id new, so that a page that comes back (cached, or by the back button) never repeats an old visit. */
function freshIds(): void {
  document.querySelectorAll<HTMLInputElement>("form[data-visit] input[name=id]").forEach((input) => {
    input.value = outbox.newId();
  });
}

async function show(): Promise<void> {
  if (!status) return;
  const kept = await outbox.all();
  const refused = kept.filter((v) => v.refused !== undefined);
  const waiting = kept.length - refused.length;
  status.dataset.state = waiting > 0 ? "waiting" : "sent";
  status.textContent = waiting > 0 ? words("unsent").replace("{n}", String(waiting)) : words("sent");
  showRefused(refused);
}

/** Visits the service would not have: said why, and the guide decides. */
function showRefused(refused: outbox.Kept[]): void {
  document.getElementById("ikke-lagret")?.remove();
  if (refused.length === 0 || !status) return;
  const box = document.createElement("div");
  box.id = "ikke-lagret";
  box.className = "notice stop";
  box.setAttribute("role", "alert");
  for (const visit of refused) {
    const line = document.createElement("p");
    line.textContent = `${words("refused")} ${visit.refused ?? ""} `;
    const remove = document.createElement("button");
    remove.type = "button";
    remove.className = "ds-button";
    remove.dataset.variant = "secondary";
    remove.textContent = words("remove");
    remove.addEventListener("click", () => void outbox.forget(visit.id).then(show));
    line.append(remove);
    box.append(line);
  }
  status.closest("header, .desk-head")?.after(box);
}

function say(text: string): void {
  const old = document.getElementById("sagt");
  const box = old ?? document.createElement("p");
  box.id = "sagt";
  box.className = "notice good";
  box.setAttribute("role", "status");
  if (!old) document.querySelector("form[data-visit]")?.before(box);
  box.textContent = text;
}

/** Sends everything that waits, and shows what waits still. */
async function flush(): Promise<void> {
  if ((await outbox.sendAll()) === "sign-in") say(words("signIn"));
  await show();
}

async function save(form: HTMLFormElement): Promise<void> {
  const fields = [...new FormData(form).entries()].map(([n, v]): [string, string] => [n, String(v)]);
  const id = fields.find(([n]) => n === "id")?.[1] ?? outbox.newId();
  const action = new URL(form.action).pathname;
  const visit: outbox.Kept = { id, action, fields, ...outbox.moment(new Date()) };
  await outbox.keep(visit);
  const outcome = await outbox.send(visit, false);
  if (outcome === "sent") {
    location.assign(`${form.dataset.visit || "/skranke"}?lagret=${id}`);
    return;
  }
  form.reset();
  freshIds();
  say(outcome === "refused" ? words("refused") : outcome === "sign-in" ? words("signIn") : words("kept"));
  await show();
  document.querySelector<HTMLElement>("form[data-visit] input:not([type=hidden])")?.focus();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.visit === undefined) return;
  const button = event.submitter;
  if (button instanceof HTMLButtonElement && button.name !== "") return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  // A device that can't keep anything (storage turned off) sends the form as it is.
  save(form).catch(() => form.submit()).finally(() => delete form.dataset.busy);
});

addEventListener("pageshow", freshIds);
addEventListener("online", () => void flush());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") void flush();
});
setInterval(() => void flush(), 15_000);
void flush();
if ("serviceWorker" in navigator) void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
