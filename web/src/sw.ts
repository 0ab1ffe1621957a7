// Keeps the desk at hand without a network: the newest copy of the desk's page, the whole handbook and every answer to "may I
// help with this?" on one page each, the service description, the page where an incident is written, and what they load.
// Everything is asked for from the network first; the copy is shown only when nobody answers. Signing out removes the copy,
// and so does being sent away from the desk, to sign in or to choose a place: it was made for somebody, or somewhere, else.
declare const self: ServiceWorkerGlobalScope;

const COPIES = "terskel-desk-1";
const isDesk = (path: string): boolean => /^(\/k\/\d{4})?(\/(nb|nn|en))?\/skranke$/.test(path);
/** The pages that are kept whole, below the desk's address. */
const WHOLE = ["/handbok/alle", "/kan-jeg/alle", "/tjenestebeskrivelse"];
/** The address of the whole of what a page is a part of, in its language; nothing for other pages. */
const bookOf = (path: string): string | undefined => {
  const found = /^((\/k\/\d{4})?(\/(nb|nn|en))?\/skranke)\/(handbok|kan-jeg|tjenestebeskrivelse)(\/[a-z0-9-]+)?$/.exec(path);
  return found ? `${found[1]}${WHOLE.find((page) => page.startsWith(`/${found[5]}`)) ?? ""}` : undefined;
};
const isIncident = (path: string): boolean => /^(\/k\/\d{4})?(\/(nb|nn|en))?\/skranke\/hendelse$/.test(path);
const HALF_A_DAY = 12 * 60 * 60 * 1000;
const isAsset = (path: string): boolean => path.startsWith("/a/");

self.addEventListener("install", () => void self.skipWaiting());
self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((n) => n !== COPIES).map((n) => caches.delete(n))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

async function desk(request: Request, path: string): Promise<Response> {
  const copies = await caches.open(COPIES);
  try {
    const answer = await fetch(request);
    // Where it leads is for the browser to follow; a service worker is not told.
    if (answer.type === "opaqueredirect") await caches.delete(COPIES);
    else if (answer.ok && !answer.redirected) await copies.put(path, answer.clone());
    return answer;
  } catch (error) {
    const copy = await copies.match(path);
    if (copy) return copy;
    throw error;
  }
}

/** Keeps a page and what it loads. */
async function keepWithLoads(copies: Cache, path: string, answer: Response): Promise<void> {
  const loads = [...(await answer.clone().text()).matchAll(/(?:href|src)="(\/a\/[^"]+)"/g)].map((found) => found[1] ?? "");
  await copies.put(path, answer);
  await Promise.all([...new Set(loads)].map((address) => asset(new Request(address)).catch(() => undefined)));
}

/** Fetches one of the whole pages, and what it loads, unless there is a copy from the last twelve hours. */
async function keepBook(path: string): Promise<void> {
  const copies = await caches.open(COPIES);
  const kept = (await copies.match(path))?.headers.get("date");
  if (kept && Date.now() - Date.parse(kept) < HALF_A_DAY) return;
  const answer = await fetch(path, { credentials: "same-origin" }).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  await keepWithLoads(copies, path, answer);
}

/** Fetches the page where an incident is written: each time, because it is made for the one who is signed in. */
async function keepIncident(path: string): Promise<void> {
  const copies = await caches.open(COPIES);
  const answer = await fetch(path, { credentials: "same-origin" }).catch(() => undefined);
  if (!answer?.ok || answer.redirected) return;
  await keepWithLoads(copies, path, answer);
}

/** A page that has a copy at hand; for a page of something that is kept whole, the whole of it. */
async function kept(request: Request, path: string): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    const copy = await (await caches.open(COPIES)).match(path);
    if (copy) return copy;
    throw error;
  }
}

async function asset(request: Request): Promise<Response> {
  const copies = await caches.open(COPIES);
  const copy = await copies.match(request);
  if (copy) return copy;
  const answer = await fetch(request);
  if (answer.ok) await copies.put(request, answer.clone());
  return answer;
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  if (event.request.method === "POST" && /\/logg-ut$/.test(url.pathname)) {
    event.waitUntil(caches.delete(COPIES));
    return;
  }
  if (event.request.method !== "GET") return;
  // The copy is kept without its query: "?lagret=…" is not what one wants to see tomorrow.
  const navigates = event.request.mode === "navigate";
  const whole = navigates ? bookOf(url.pathname) : undefined;
  if (isDesk(url.pathname) && navigates) {
    const answer = desk(event.request, url.pathname);
    event.respondWith(answer);
    const keepMore = () => Promise.all([...WHOLE.map((page) => keepBook(`${url.pathname}${page}`)), keepIncident(`${url.pathname}/hendelse`)]);
    event.waitUntil(answer.then((a) => (a.ok ? keepMore() : undefined)).catch(() => undefined));
  } else if (navigates && isIncident(url.pathname)) event.respondWith(kept(event.request, url.pathname));
  else if (whole) event.respondWith(kept(event.request, whole));
  else if (isAsset(url.pathname)) event.respondWith(asset(event.request));
});
export {};
