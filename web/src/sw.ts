// Keeps the desk at hand without a network: the newest copy of the desk's page and what it loads. Everything is asked for
// from the network first; the copy is shown only when nobody answers. Signing out removes the copy, and so does being sent
// away from the desk, to sign in or to choose a place: it was made for somebody, or somewhere, else.
declare const self: ServiceWorkerGlobalScope;

const COPIES = "terskel-desk-1";
const isDesk = (path: string): boolean => /^(\/k\/\d{4})?(\/(nb|nn|en))?\/skranke$/.test(path);
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
  if (isDesk(url.pathname) && event.request.mode === "navigate") event.respondWith(desk(event.request, url.pathname));
  else if (isAsset(url.pathname)) event.respondWith(asset(event.request));
});
export {};
