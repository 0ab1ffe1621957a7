// How much room a text takes as a text message (3GPP TS 23.038 and 23.040), and filling in placeholders: the same rules as
// `domain::messages` has, so that what is said while somebody types is what will be sent.
const BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const EXTENSION = "\f^{}\\[~]|€";

export interface Size { units: number; parts: number; room: number; outside: string | undefined }

const septets = (c: string): number | undefined => BASIC.includes(c) ? 1 : EXTENSION.includes(c) ? 2 : undefined;

export function size(text: string): Size {
  const outside = [...text].find((c) => septets(c) === undefined);
  const [one, many] = outside === undefined ? [160, 153] : [70, 67];
  const sizes = [...text].map((c) => outside === undefined ? septets(c) ?? 0 : c.length);
  const units = sizes.reduce((sum, n) => sum + n, 0);
  if (units <= one) return { units, parts: units > 0 ? 1 : 0, room: one, outside };
  let parts = 1;
  let used = 0;
  for (const n of sizes) {
    if (used + n > many) { parts += 1; used = 0; }
    used += n;
  }
  return { units, parts, room: many, outside };
}

/** Fills in `{placeholders}`; what stands in `[…]` goes when one in it has nothing to say. A text that cannot be read is given as it stands. */
export function fill(text: string, values: Record<string, string>): string {
  const outer = /\[([^[\]]*)\]/g;
  const inside = (part: string): string => part.replace(/\{([^{}]*)\}/g, (_, name: string) => values[name] ?? "");
  const groups = text.replace(outer, (_, group: string) =>
    [...group.matchAll(/\{([^{}]*)\}/g)].every((m) => values[m[1] ?? ""]) ? group : "");
  if (/[[\]]/.test(groups) || /[{}]/.test(inside(groups))) return text;
  const lines = inside(groups).trim().split("\n").map((line) => line.trimEnd());
  return lines.filter((line, i) => line.trim() !== "" || lines[i - 1]?.trim() !== "").join("\n").trimEnd();
}
