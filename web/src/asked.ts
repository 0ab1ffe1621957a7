// Counting what somebody asked for and stands outside, also without a network: the tap is kept on the device first and sent after.
// Without this script the form is an ordinary form.
import * as outbox from "./lib/outbox";

/** Says beside the form what became of the tap. */
function say(form: HTMLFormElement, text: string): void {
  const next = form.nextElementSibling;
  const old = next instanceof HTMLElement && next.dataset.said !== undefined ? next : undefined;
  const box = old ?? document.createElement("p");
  box.dataset.said = "";
  box.className = "quiet";
  box.setAttribute("role", "status");
  if (!old) form.after(box);
  box.textContent = text;
}

async function count(form: HTMLFormElement): Promise<void> {
  const id = outbox.newId();
  const rule = String(new FormData(form).get("svar") ?? "");
  const tap: outbox.Kept = {
    id,
    action: new URL(form.action).pathname,
    fields: [["svar", rule], ["tell", id]],
    ...outbox.moment(new Date()),
  };
  await outbox.keep(tap);
  const outcome = await outbox.send(tap, false);
  const then = form.dataset.asked;
  if (outcome === "sent" && then) location.assign(then);
  else say(form, form.dataset[outcome === "sent" ? "sent" : outcome === "sign-in" ? "signIn" : outcome === "refused" ? "refused" : "kept"] ?? "");
  if (outcome === "refused") await outbox.forget(id);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || form.dataset.asked === undefined) return;
  event.preventDefault();
  if (form.dataset.busy) return;
  form.dataset.busy = "1";
  // A device that can't keep anything (storage turned off) sends the form as it is.
  count(form).catch(() => form.submit()).finally(() => delete form.dataset.busy);
});

addEventListener("online", () => void outbox.sendAll());
