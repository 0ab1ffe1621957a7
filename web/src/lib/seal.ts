// Closes an envelope that only the server can open: a fresh P-256 key against the municipality's public one, HKDF-SHA-256 and
// AES-256-GCM. The same format is read by crates/app/src/incidents/seal.rs. Nothing that could open it again is kept.

const CONTEXT = new TextEncoder().encode("terskel hendelse 1");

const hex = (bytes: Uint8Array): string => [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");

function unhex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length / 2);
  for (let at = 0; at < bytes.length; at += 1) bytes[at] = Number.parseInt(text.slice(2 * at, 2 * at + 2), 16);
  return bytes;
}

/** Whether this browser can close envelopes; it can't on an address without encryption. */
export const canSeal = (): boolean => typeof crypto !== "undefined" && crypto.subtle !== undefined;

/** An envelope with `words`, for the incident `id`, as hexadecimal digits. */
export async function seal(publicKey: string, id: string, words: string): Promise<string> {
  const curve = { name: "ECDH", namedCurve: "P-256" };
  const theirs = await crypto.subtle.importKey("raw", unhex(publicKey), curve, false, []);
  const own = await crypto.subtle.generateKey(curve, false, ["deriveBits"]);
  const shared = await crypto.subtle.deriveBits({ name: "ECDH", public: theirs }, own.privateKey, 256);
  const base = await crypto.subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const bound = new TextEncoder().encode(id);
  const key = await crypto.subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: CONTEXT, info: bound },
    base,
    { name: "AES-GCM", length: 256 },
    false,
    ["encrypt"],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const closed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: bound }, key, new TextEncoder().encode(words));
  const point = await crypto.subtle.exportKey("raw", own.publicKey);
  return hex(new Uint8Array(point)) + hex(iv) + hex(new Uint8Array(closed));
}
