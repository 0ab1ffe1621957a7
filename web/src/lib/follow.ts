// Keeps a part of a page true: `data-live` is a stream that says when something changed, `data-part` is where the part is
// fetched. Without a stream the part is fetched every half minute.
export function follow(part: HTMLElement, swap: (html: string) => void = (html) => { part.innerHTML = html; }): void {
  const stream = part.dataset.live;
  const source = part.dataset.part;
  if (!stream || !source) return;
  const lost = document.querySelector<HTMLElement>("[data-lost]");
  let busy = false;
  let again = false;

  const show = (ok: boolean): void => {
    if (!lost) return;
    lost.hidden = ok;
    // The part itself says when it was made, by the clock of the server.
    const since = lost.querySelector("[data-since]");
    if (since) since.textContent = part.querySelector("time")?.textContent ?? "";
  };
  const refresh = async (): Promise<void> => {
    if (busy) { again = true; return; }
    busy = true;
    try {
      const answer = await fetch(source, { headers: { "x-terskel-del": "1" }, cache: "no-store", credentials: "same-origin" });
      if (answer.ok && !answer.redirected) { swap(await answer.text()); show(true); } else show(false);
    } catch { show(false); }
    busy = false;
    if (again) { again = false; void refresh(); }
  };

  let events: EventSource | undefined;
  const open = (): void => {
    events = new EventSource(stream);
    events.addEventListener("changed", () => void refresh());
    events.onerror = () => {
      show(false);
      // A refused stream is not tried again by the browser: there may be too many. Until there is room, the part is fetched
      // now and then, and that is no loss to speak of.
      if (events?.readyState === EventSource.CLOSED) { void refresh(); setTimeout(open, 60_000); }
    };
  };
  open();
  setInterval(() => { if (!document.hidden) void refresh(); }, 30_000);
  window.addEventListener("online", () => void refresh());
}
