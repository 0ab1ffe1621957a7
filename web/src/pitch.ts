// Counts the pitch while somebody writes it, and keeps the time while somebody reads it aloud. Without this the page shows the
// seconds that were worked out when it was made.
import { length } from "./lib/pitch";

const box = document.querySelector<HTMLElement>(".pitch-clock");
const said = document.getElementById("heistale-lengde");
const field = document.querySelector<HTMLTextAreaElement>("textarea[name=tale]");

function words(name: string): string {
  return box?.dataset[name] ?? "";
}

if (box && said && field) {
  const tag = said.querySelector("span") ?? said;
  const from = Number(words("fra"));
  const to = Number(words("til"));
  const count = (): void => {
    const found = length(field.value);
    const how = found.seconds < from ? words("kort") : found.seconds > to ? words("lang") : words("passe");
    tag.textContent = `${words("lengde").replace("[ord]", String(found.words)).replace("[sekunder]", String(found.seconds))} ${how}`;
  };
  field.addEventListener("input", count);

  const button = document.createElement("button");
  button.type = "button";
  button.className = "ds-button";
  button.dataset["variant"] = "secondary";
  button.textContent = words("start");
  const time = document.createElement("p");
  time.className = "pitch-time";
  time.setAttribute("role", "status");
  let began: number | undefined;
  let ticking: number | undefined;
  const seconds = (): number => Math.round((performance.now() - (began ?? 0)) / 1000);
  button.addEventListener("click", () => {
    if (began === undefined) {
      began = performance.now();
      button.textContent = words("stopp");
      time.setAttribute("aria-live", "off");
      ticking = window.setInterval(() => (time.textContent = String(seconds())), 250);
      return;
    }
    window.clearInterval(ticking);
    time.setAttribute("aria-live", "polite");
    time.textContent = words("tid").replace("[sekunder]", String(seconds()));
    began = undefined;
    button.textContent = words("start");
  });
  box.append(button, time);
}
