// The info screen asks for itself anew every minute. When the network is gone it keeps what it has, says so, and leaves
// out what is over. Without this script the page reloads by itself.
const EVERY = 60_000;

async function renew(): Promise<void> {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    if (!answer.ok) throw new Error(String(answer.status));
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const [fresh, here] = [page.querySelector("main"), document.querySelector("main")];
    if (fresh && here) here.replaceWith(fresh);
  } catch {
    document.querySelector(".offline")?.removeAttribute("hidden");
    for (const part of document.querySelectorAll<HTMLElement>("[data-until]")) {
      part.hidden = Number(part.dataset.until) <= Date.now();
    }
  }
}

setInterval(() => void renew(), EVERY);
