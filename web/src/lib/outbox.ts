// The visits, counted questions and sealed incidents that are kept on this device until the server has said that it has them. A visit is written here before it
// is sent and removed only after an answer, so a tab, a browser or a server that dies in between loses nothing; the id is
// made here, so the server knows a visit that comes twice.

/** A visit that is kept. */
export interface Kept {
  /** 32 hexadecimal digits, made on this device. */
  id: string;
  /** Where it is sent: a path of this service. */
  action: string;
  /** The form's fields, as the form gave them. */
  fields: [string, string][];
  /** The local day it was saved, YYYY-MM-DD: said when it is sent later than the same day. */
  day: string;
  /** The part of the day it was saved in. */
  part: string;
  /** Why the server would not have it; nothing when it has not been asked or could not answer. */
  refused?: string;
}

const STORE = "visits";

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("terskel-unsent", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no storage"));
  });
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const db = await open();
  try {
    return await new Promise<T>((resolve, reject) => {
      // "strict": the write is on the disk before we say that it is kept.
      const tx = db.transaction(STORE, mode, { durability: "strict" } as IDBTransactionOptions);
      const request = work(tx.objectStore(STORE));
      tx.oncomplete = () => resolve(request.result);
      tx.onabort = tx.onerror = () => reject(tx.error ?? new Error("not kept"));
    });
  } finally {
    db.close();
  }
}

/** Keeps a visit; fulfilled when it is on the disk. */
export async function keep(visit: Kept): Promise<void> {
  await run("readwrite", (store) => store.put(visit));
}

/** Every visit that is kept. */
export function all(): Promise<Kept[]> {
  return run<Kept[]>("readonly", (store) => store.getAll());
}

/** Forgets a visit. */
export async function forget(id: string): Promise<void> {
  await run("readwrite", (store) => store.delete(id) as IDBRequest<undefined>);
}

/** What became of an attempt to send. */
export type Outcome = "sent" | "refused" | "later" | "sign-in";

/** The fields to send: a visit that is sent late says which day it is from. */
export function body(visit: Kept, late: boolean): URLSearchParams {
  const params = new URLSearchParams();
  const has = (name: string) => visit.fields.some(([n, v]) => n === name && v !== "");
  for (const [name, value] of visit.fields) if (name !== "id" && name !== "csrf") params.append(name, value);
  params.append("id", visit.id);
  if (late && !has("day")) {
    params.delete("day");
    params.append("day", visit.day);
    if (!has("part_of_day")) {
      params.delete("part_of_day");
      params.append("part_of_day", visit.part);
    }
  }
  return params;
}

interface Answer {
  answer?: string;
  problems?: { text?: string }[];
}

/** Sends one visit. Only a clear answer from the service itself removes it from the device. */
export async function send(visit: Kept, late: boolean, fetcher: typeof fetch = fetch): Promise<Outcome> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), 6000);
  try {
    const response = await fetcher(visit.action, {
      method: "POST",
      headers: { accept: "application/json" },
      body: body(visit, late),
      signal: stop.signal,
    });
    const json = (response.headers.get("content-type") ?? "").includes("json");
    const said: Answer = json ? await response.json() : {};
    if (response.ok && (said.answer === "stored" || said.answer === "already")) {
      await forget(visit.id);
      return "sent";
    }
    if (said.answer === "refused") {
      const why = (said.problems ?? []).map((p) => p.text ?? "").join(" ");
      await keep({ ...visit, refused: why });
      return "refused";
    }
    if (response.redirected || response.status === 401 || response.status === 403) return "sign-in";
    return "later";
  } catch {
    return "later";
  } finally {
    clearTimeout(timer);
  }
}

let sending = false;

/** Sends everything that waits, oldest page first; one tab at a time. Says what stopped it, if something did. */
export async function sendAll(): Promise<Outcome> {
  if (sending) return "later";
  sending = true;
  let outcome: Outcome = "sent";
  const work = async () => {
    for (const visit of await all()) {
      if (visit.refused !== undefined) continue;
      outcome = await send(visit, true);
      if (outcome === "later" || outcome === "sign-in") return;
    }
  };
  try {
    if (navigator.locks) await navigator.locks.request("terskel-unsent", { ifAvailable: true }, (lock) => (lock ? work() : undefined));
    else await work();
  } finally {
    sending = false;
  }
  return outcome;
}

/** A new id: 32 hexadecimal digits from the browser's own source of chance. */
export function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((b) => b.toString(16).padStart(2, "0")).join("");
}

/** The local day and part of day of a clock reading. */
export function moment(now: Date): { day: string; part: string } {
  const two = (n: number) => String(n).padStart(2, "0");
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  const hour = now.getHours();
  return { day, part: hour < 12 ? "morning" : hour < 17 ? "afternoon" : "evening" };
}
