// The privacy guard in the browser: the same rules as crates/domain/src/privacy, so that whoever writes sees it at once.
// The server checks again. crates/domain/src/privacy/corpus.tsv holds both to the same answers.

export type Kind =
  | "identity_number"
  | "eleven_digits"
  | "account_number"
  | "payment_card"
  | "iban"
  | "email"
  | "phone"
  | "password"
  | "secret_code";

/** What was found and where, in UTF-16 units as an input's selection counts. It does not hold the text. */
export interface Finding {
  kind: Kind;
  start: number;
  end: number;
  severity: "medium" | "high";
}

interface Cell {
  c: string;
  upper: boolean;
  start: number;
  end: number;
}

type Link = "" | `plain:${string}` | `odd:${string}`;

interface Group {
  start: number;
  end: number;
  digits: number[];
  link: Link;
}

/** Looks through a text. Empty when it may be sent; otherwise every finding, in the order they stand. */
export function check(text: string, expect: { contactAllowed: boolean } = { contactAllowed: false }): Finding[] {
  const found = new Found(fold(text));
  emails(found);
  ibans(found);
  secrets(found);
  numbers(found);
  return found.spans
    .filter(([kind]) => !(expect.contactAllowed && (kind === "email" || kind === "phone")))
    .map(([kind, from, to]): Finding => ({
      kind,
      start: found.at(from).start,
      end: found.at(to - 1).end,
      severity: kind === "eleven_digits" || kind === "email" || kind === "phone" ? "medium" : "high",
    }))
    .sort((a, b) => a.start - b.start);
}

const NOTHING: Cell = { c: "", upper: false, start: 0, end: 0 };

class Found {
  readonly taken: boolean[];
  readonly spans: [Kind, number, number][] = [];

  constructor(readonly cells: Cell[]) {
    this.taken = cells.map(() => false);
  }

  at(i: number): Cell {
    return this.cells[i] ?? NOTHING;
  }

  add(kind: Kind, from: number, to: number): void {
    if (this.taken.slice(from, to).every((t) => !t)) {
      this.excuse(from, to);
      this.spans.push([kind, from, to]);
    }
  }

  excuse(from: number, to: number): void {
    this.taken.fill(true, from, to);
  }

  text(from: number, to: number): string {
    return this.cells.slice(from, to).map((c) => c.c).join("");
  }
}

// ---- folding

const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50, 0x0ed0,
  0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
  0xa900, 0xa9d0, 0xaa50, 0xabf0, 0xff10, 0x104a0,
];
const INVISIBLE =
  /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\u20e3\ufe00-\ufe0f\ufeff\u{e0000}-\u{e007f}]/u;
const LETTER = /\p{Alphabetic}/u;
const ALNUM = /[\p{Alphabetic}\p{N}]/u;

const isDigit = (c: string): boolean => c >= "0" && c <= "9" && c.length === 1;
const isLetter = (c: string): boolean => c !== "" && LETTER.test(c);
const isAlnum = (c: string): boolean => c !== "" && ALNUM.test(c);

function fold(text: string): Cell[] {
  const cells: Cell[] = [];
  let at = 0;
  for (const c of text) {
    if (!INVISIBLE.test(c)) {
      cells.push({ c: foldChar(c), upper: /\p{Uppercase}/u.test(c), start: at, end: at + c.length });
    }
    at += c.length;
  }
  lettersAsDigits(cells);
  return cells;
}

function foldChar(c: string): string {
  const code = c.codePointAt(0) ?? 0;
  const digit = digitOf(code);
  if (digit !== undefined) return String(digit);
  if (/[\n\r\u000b\u000c\u0085\u2028\u2029]/.test(c)) return "\n";
  if (/\s/.test(c)) return " ";
  if (/[\u2010-\u2015\u2212\ufe58\ufe63\u2043\u00af]/.test(c)) return "-";
  if (/[\u00b7\u2022\u2024\u2027\u22c5\u3002]/.test(c)) return ".";
  if (code >= 0xff01 && code <= 0xff5e) return lower(String.fromCodePoint(code - 0xfee0));
  return lower(c);
}

function lower(c: string): string {
  return [...c.toLowerCase()][0] ?? c;
}

function digitOf(code: number): number | undefined {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  if (code >= 0x1d7ce && code <= 0x1d7ff) return (code - 0x1d7ce) % 10;
  if (code >= 0x1fbf0 && code <= 0x1fbf9) return code - 0x1fbf0;
  if (code === 0x2070 || code === 0x24ea) return 0;
  if (code === 0xb9) return 1;
  if (code === 0xb2 || code === 0xb3) return code - 0xb0;
  if (code >= 0x2074 && code <= 0x2079) return code - 0x2070;
  if (code >= 0x2080 && code <= 0x2089) return code - 0x2080;
  if (code >= 0x2460 && code <= 0x2468) return code - 0x245f;
  const zero = ZEROS.find((z) => code >= z && code < z + 10);
  return zero === undefined ? undefined : code - zero;
}

function lookalike(cell: Cell): string | undefined {
  if (cell.c === "o" || cell.c === "\u043e" || cell.c === "\u03bf") return "0";
  if ((cell.c === "l" && !cell.upper) || (cell.c === "i" && cell.upper) || cell.c === "|") return "1";
  return undefined;
}

function lettersAsDigits(cells: Cell[]): void {
  let at = 0;
  while (at < cells.length) {
    let end = at;
    let digits = 0;
    for (let cell = cells[end]; cell && (isDigit(cell.c) || lookalike(cell)); cell = cells[++end]) {
      if (isDigit(cell.c)) digits++;
    }
    const touched = isLetter(cells[at - 1]?.c ?? "") || isLetter(cells[end]?.c ?? "");
    if (digits > 0 && digits < end - at && !touched) {
      for (const cell of cells.slice(at, end)) cell.c = lookalike(cell) ?? cell.c;
    }
    at = Math.max(end, at + 1);
  }
}

// ---- check digits

const MONTHS = [0, 20, 40, 60, 65, 80];
const IBAN: Record<string, number> = {
  no: 15, se: 24, dk: 18, fi: 18, is: 26, fo: 18, gl: 18, de: 22, pl: 28, lt: 20, lv: 21, ee: 20, gb: 22, ie: 22, fr: 27,
  es: 24, it: 27, pt: 25, nl: 18, be: 16, ch: 21, at: 20, cz: 24, sk: 24, hu: 28, ro: 24, bg: 22, hr: 21, si: 19, gr: 27,
  tr: 26, ua: 29, rs: 22, ba: 20, mk: 19, me: 22, al: 28, xk: 20, cy: 28, mt: 31, lu: 20, li: 21, mc: 27, sm: 27, md: 24,
  ge: 22, il: 23, pk: 24, sa: 24, ae: 23, iq: 23, by: 28,
};

function birthDate(d: number[]): boolean {
  if (d.length < 4) return false;
  const day = (d[0] ?? 0) * 10 + (d[1] ?? 0);
  const month = (d[2] ?? 0) * 10 + (d[3] ?? 0);
  return [0, 40].some((o) => day - o >= 1 && day - o <= 31) && MONTHS.some((o) => month - o >= 1 && month - o <= 12);
}

function weighted(d: number[], weights: number[]): number {
  return weights.reduce((sum, w, i) => sum + w * (d[i] ?? 0), 0) % 11;
}

const LAST = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

function identityNumber(d: number[]): boolean {
  if (d.length !== 11 || !(birthDate(d) || (d[0] ?? 0) >= 8)) return false;
  const first = weighted(d, [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]);
  return weighted(d, LAST) === 0 && (first === 0 || (first <= 3 && birthDate(d)));
}

function accountNumber(d: number[]): boolean {
  return d.length === 11 && d.some((x) => x !== 0) && weighted(d, LAST) === 0;
}

function luhn(d: number[]): boolean {
  const sum = [...d].reverse().reduce((s, x, i) => s + (i % 2 === 0 ? x : Math.floor((x * 2) / 10) + ((x * 2) % 10)), 0);
  return sum % 10 === 0 && d.some((x) => x !== 0);
}

function isbn(d: number[]): boolean {
  const sum = d.reduce((s, x, i) => s + x * (i % 2 === 0 ? 1 : 3), 0);
  return d.length === 13 && d[0] === 9 && d[1] === 7 && (d[2] === 8 || d[2] === 9) && sum % 10 === 0;
}

function ibanCheck(text: string): boolean {
  let rest = 0;
  for (const c of text.slice(4) + text.slice(0, 4)) {
    const v = parseInt(c, 36);
    rest = (v < 10 ? rest * 10 + v : rest * 100 + v) % 97;
  }
  return rest === 1;
}

// ---- numbers

function ibans(found: Found): void {
  for (let start = 0; start < found.cells.length; start++) {
    if (isAlnum(found.cells[start - 1]?.c ?? "") || !/^[a-z]$/.test(found.at(start).c)) continue;
    let text = "";
    let at = start;
    let wanted: number | undefined;
    for (let cell = found.cells[at]; cell; cell = found.cells[at]) {
      if (/^[a-z0-9]$/.test(cell.c)) text += cell.c;
      else if (!" -.".includes(cell.c) || text.length < 2) break;
      at++;
      if (text.length === 2 && wanted === undefined) {
        wanted = IBAN[text];
        if (wanted === undefined) break;
      }
      if (text.length === wanted) break;
    }
    const ends = !isAlnum(found.cells[at]?.c ?? "");
    const digits = [...text.slice(2)].filter(isDigit).length >= 8;
    const norwegian = /^no\d+$/.test(text);
    if (wanted === text.length && ends && digits && (norwegian || ibanCheck(text))) found.add("iban", start, at);
  }
}

function numbers(found: Found): void {
  let part: Group[] = [];
  for (const group of groupsOf(found)) {
    if (group.link === "" && part.length > 0) {
      chain(found, part);
      part = [];
    }
    part.push(group);
  }
  if (part.length > 0) chain(found, part);
}

function groupsOf(found: Found): Group[] {
  const groups: Group[] = [];
  let at = 0;
  while (at < found.cells.length) {
    if (!isDigit(found.at(at).c)) {
      at++;
      continue;
    }
    const start = at;
    const digits: number[] = [];
    for (; at < found.cells.length && isDigit(found.at(at).c); at++) digits.push(Number(found.at(at).c));
    const before = groups[groups.length - 1];
    groups.push({ start, end: at, digits, link: before ? linkOf(found.text(before.end, start)) : "" });
  }
  return groups;
}

function linkOf(between: string): Link {
  const signs = between.replace(/^ +| +$/g, "");
  const spaces = between.length - signs.length;
  // Counted in bytes like the server, so that a longer sign is a break there and here.
  if (new TextEncoder().encode(between).length > 3 || signs.includes(" ")) return "";
  const first = signs[0];
  if (first === undefined) return "plain: ";
  if (first === "." && spaces > 0) return "";
  if (/^[-._]+$/.test(signs)) return `plain:${first}`;
  if (first === "(" || first === ")") return "odd:(";
  if ("/:,*|+\\\n".includes(first) && spaces === 0 && signs.length === 1) return `odd:${first}`;
  return "";
}

const isPlain = (g: Group): boolean => g.link.startsWith("plain:");
const plain = (w: Group[]): boolean => w.slice(1).every(isPlain);
const digitsOf = (w: Group[]): number[] => w.flatMap((g) => g.digits);
const lengths = (w: Group[]): number[] => w.map((g) => g.digits.length);
const oneLink = (w: Group[]): boolean => w.slice(1).every((g) => g.link === w[1]?.link);
const first = (w: Group[]): number => w[0]?.start ?? 0;
const last = (w: Group[]): number => w[w.length - 1]?.end ?? 0;
const value = (g: Group): number => g.digits.slice(0, 8).reduce((sum, d) => sum * 10 + d, 0);
const isYear = (g: Group): boolean => g.digits.length === 4 && value(g) >= 1900 && value(g) < 2100;

function* windows(groups: Group[]): Generator<Group[]> {
  for (let start = 0; start < groups.length; start++) {
    for (let end = Math.min(groups.length, start + 24); end > start; end--) yield groups.slice(start, end);
  }
}

function chain(found: Found, groups: Group[]): void {
  for (const w of windows(groups)) if (plain(w) && isbn(digitsOf(w))) found.excuse(first(w), last(w));
  groups.forEach((_, at) => {
    const end = international(found, groups, at);
    const w = end === undefined ? [] : groups.slice(at, end);
    if (w.length > 0 && !identityNumber(digitsOf(w))) found.add("phone", first(w), last(w));
  });
  for (const w of windows(groups)) if (card(w)) found.add("payment_card", first(w), last(w));
  for (const w of windows(groups)) if (eleven(w)) addEleven(found, w);
  const excused = excusedIn(found, groups);
  for (const run of unexcused(groups, excused)) {
    if (elevenInARow(run) && !amount(found, run)) addEleven(found, run);
  }
  hiddenInLonger(found, groups);
  phones(found, groups, excused);
}

function addEleven(found: Found, w: Group[]): void {
  const all = digitsOf(w);
  const d = all.length === 13 ? [...all.slice(0, 4), ...all.slice(6)] : all;
  const asAccount = lengths(w).join() === "4,2,5" && accountNumber(d);
  const kind = identityNumber(d) && !asAccount ? "identity_number" : accountNumber(d) ? "account_number" : "eleven_digits";
  found.add(kind, first(w), last(w));
}

function card(w: Group[]): boolean {
  const shape = lengths(w);
  const total = shape.reduce((a, b) => a + b, 0);
  const single = shape.length === 1 && total >= 13 && total <= 19;
  const fours = /^(4,4,4,[1-4]|4,4,4,4,[1-3]|4,6,[45])$/.test(shape.join());
  const pairs = shape.length > 6 && shape.every((l) => l <= 2) && (total === 15 || total === 16) && oneLink(w);
  return (single || fours || pairs) && plain(w) && !w.every(isYear) && luhn(digitsOf(w));
}

function eleven(w: Group[]): boolean {
  const shape = lengths(w).join();
  const d = digitsOf(w);
  const year = w[0];
  if (shape === "11") return true;
  if (shape === "6,5") return plain(w) || birthDate(d);
  if (shape === "4,2,5") return (plain(w) && year !== undefined && !isYear(year)) || accountNumber(d);
  if (shape.startsWith("2,2,2") && (shape.length === 5 || shape[5] === ",") && d.length === 11) {
    const rest = w.slice(3);
    const spaced = rest.length === 2 && rest.every((g) => g.link === "plain: " || g.link === "plain:-");
    return birthDate(d) && ((rest.length === 1 && rest[0]?.digits.length === 5) || (identityNumber(d) && plain(w)) || spaced);
  }
  if ((/^[12],[12],4,5$/.test(shape) || shape === "8,5") && d.length === 13) return birthDate(d) && century(d);
  return d.length === 11 && plain(w) && identityNumber(d);
}

function century(d: number[]): boolean {
  return (d[4] === 1 && (d[5] === 8 || d[5] === 9)) || (d[4] === 2 && d[5] === 0);
}

function elevenInARow(run: Group[]): boolean {
  const shape = lengths(run);
  if (shape.reduce((a, b) => a + b, 0) !== 11 || !plain(run)) return false;
  const dots = run.length > 2 && run.slice(1).every((g) => g.link === "plain:.");
  return !dots || (splitsAtSix(shape) && !internetAddress(run));
}

function splitsAtSix(shape: number[]): boolean {
  let sum = 0;
  return shape.some((l) => (sum += l) === 6);
}

function internetAddress(run: Group[]): boolean {
  return run.length === 4 && run.every((g) => g.digits.length <= 3 && g.digits[0] !== 0 && value(g) <= 255);
}

function hiddenInLonger(found: Found, groups: Group[]): void {
  for (const g of groups) {
    if (g.digits.length <= 11 || g.digits.length > 64) continue;
    for (let i = 0; i + 11 <= g.digits.length; i++) {
      const w = g.digits.slice(i, i + 11);
      if (birthDate(w) && identityNumber(w)) found.add("identity_number", g.start + i, g.start + i + 11);
    }
  }
}

function excusedIn(found: Found, groups: Group[]): boolean[] {
  const out = groups.map(() => false);
  groups.forEach((_, at) => {
    const rest = groups.slice(at);
    const length = date(rest) ?? clock(rest) ?? years(rest) ?? spokenPhone(found, rest);
    if (length !== undefined) out.fill(true, at, at + length);
  });
  return out;
}

function date(w: Group[]): number | undefined {
  const [a, b, c] = w;
  if (!a || !b || !c) return undefined;
  const by = (link: Link): boolean => b.link === link && c.link === link;
  const day = (g: Group): boolean => g.digits.length <= 2 && value(g) >= 1 && value(g) <= 31;
  const month = (g: Group): boolean => g.digits.length <= 2 && value(g) >= 1 && value(g) <= 12;
  const year = isYear(c) || c.digits.length === 2;
  const norwegian = (by("plain:.") || by("odd:/") || by("plain:-")) && day(a) && month(b) && year;
  const iso = by("plain:-") && isYear(a) && month(b) && day(c);
  return norwegian || iso ? 3 : undefined;
}

function clock(w: Group[]): number | undefined {
  const [a, b, c] = w;
  if (!a || !b) return undefined;
  const sign = b.link === "plain:." || b.link.startsWith("odd::");
  const hour = a.digits.length <= 2 && value(a) <= 24;
  const minute = b.digits.length === 2 && value(b) < 60;
  return sign && hour && minute && c?.link !== b.link && a.link !== "plain:." ? 2 : undefined;
}

function years(w: Group[]): number | undefined {
  const end = w.findIndex((g) => !isYear(g));
  const count = end === -1 ? w.length : end;
  return count >= 2 ? count : undefined;
}

function spokenPhone(found: Found, w: Group[]): number | undefined {
  return phoneWord(found, first(w)) ? phoneShape(w) : undefined;
}

function unexcused(groups: Group[], excused: boolean[]): Group[][] {
  const runs: Group[][] = [];
  let start = 0;
  for (let at = 0; at <= groups.length; at++) {
    const g = groups[at];
    if (g && !excused[at] && !(at > start && !isPlain(g))) continue;
    if (at > start) runs.push(groups.slice(start, at));
    start = g && !excused[at] ? at : at + 1;
  }
  return runs;
}

function phoneShape(w: Group[]): number | undefined {
  const shape = lengths(w.slice(0, 4)).join();
  const count = /^8(,|$)/.test(shape) ? 1 : shape === "2,2,2,2" ? 4 : /^3,2,3(,|$)/.test(shape) ? 3 : undefined;
  const part = w.slice(0, count ?? 0);
  return count !== undefined && (w[0]?.digits[0] ?? 0) >= 2 && plain(part) && oneLink(part) ? count : undefined;
}

function phones(found: Found, groups: Group[], excused: boolean[]): void {
  const hits: Group[][] = [];
  groups.forEach((g, at) => {
    const length = phoneShape(groups.slice(at));
    if (length === undefined) return;
    const end = at + length;
    const part = groups.slice(at, end);
    const next = groups[end];
    const neighbour = at > 0 || (next !== undefined && groups[at + 1]?.link === next.link);
    const joined = at > 0 && !/^odd:[/,\n(]/.test(g.link);
    const other = excused.slice(at, end).some(Boolean) || (g.digits[0] === 2 && g.digits[1] === 0);
    const list =
      length > 1 && next !== undefined && next.link === groups[at + 1]?.link && next.digits.length === groups[end - 1]?.digits.length;
    if (phoneWord(found, g.start) || !((neighbour && joined) || other || amount(found, part) || list)) hits.push(part);
  });
  for (const w of hits) found.add("phone", first(w), last(w));
}

function international(found: Found, groups: Group[], at: number): number | undefined {
  const g = groups[at];
  if (!g) return undefined;
  const plus = found.cells[g.start - 1]?.c === "+" && g.digits[0] !== 0;
  const zeros = at === 0 && g.digits[0] === 0 && g.digits[1] === 0 && g.digits.length >= 4;
  if (!plus && !zeros) return undefined;
  const start = g.digits.join("");
  const [least, most] = plus && start.startsWith("47") ? [10, 10] : !plus && start.startsWith("0047") ? [12, 12] : [8, 15];
  for (let end = Math.min(groups.length, at + 8); end > at; end--) {
    const w = groups.slice(at, end);
    const count = digitsOf(w).length;
    if (w.slice(1).every((x) => isPlain(x) || x.link === "odd:(") && count >= least && count <= most) return end;
  }
  return undefined;
}

function wordBefore(found: Found, at: number): string {
  let end = at;
  while (end > 0 && !isAlnum(found.at(end - 1).c)) end--;
  if (at - end > 3) return "";
  let start = end;
  while (start > 0 && isLetter(found.at(start - 1).c)) start--;
  return found.text(start, end);
}

const PHONE_WORDS = new Set(
  "tlf tlfnr telefon telefonen telefonnummer telefonnummeret mob mobil mobilen mobilnr mobilnummer mobilnummeret ring ringe sms phone call nummer".split(" "),
);
const MONEY = new Set("kr nok kroner eur usd sek".split(" "));

const phoneWord = (found: Found, at: number): boolean => PHONE_WORDS.has(wordBefore(found, at));

function amount(found: Found, w: Group[]): boolean {
  let at = last(w);
  while (found.at(at).c === " ") at++;
  let end = at;
  while (isLetter(found.at(end).c)) end++;
  const thousands = lengths(w).slice(1).every((l) => l === 3);
  return thousands && (MONEY.has(wordBefore(found, first(w))) || MONEY.has(found.text(at, end)));
}

// ---- words

const PASSWORD_WORDS = new Set(
  "passord passordet passorda passordene løyndeord løyndeordet password passwords passphrase passcode pwd passwd pw kodeord".split(" "),
);
const CODE_WORDS = new Set(
  "kode koden koda kodene pin pinkode pinkoden pinkoda pinnkode puk pukkode engangskode engangskoden eingongskode eingongskoden engangspassord eingongspassord smskode sikkerhetskode sikkerhetskoden tryggleikskode skjermkode skjermlås låskode opplåsingskode kodebrikke kodebrikken bankid bankidkode bekreftelseskode stadfestingskode cvc cvv otp code pincode passcode kortkode".split(" "),
);
const ORDINARY = new Set(
  "post postal zip area error feil qr språk fag kommune land strek country language bar farge color source status reason produkt product dress http".split(" "),
);
const LINKS = new Set("er is e var was mitt min mi my hans hennes hennar til nytt ny nye the nr kode koden code".split(" "));
const VERBS = new Set("er is e var was".split(" "));
const NOT_SECRET = new Set(
  "glemt gløymt glemte gløymde feil nytt bytte byte byttet lage laga hjelp tips råd ja nei forgotten forgot wrong new help advice ok ukjent ukjend unknown kurs tema tilbakestilt reset".split(" "),
);
const SIGNS = ["@", "(at)", "[at]", "(a)", "krøllalfa"];
const CLOSING = ".,;:»\"'”“)?";

function emails(found: Found): void {
  for (let at = 0; at < found.cells.length; at++) {
    const sign = SIGNS.find((s) => found.text(at, at + s.length) === s);
    if (sign === undefined) continue;
    let from = at;
    let to = at + sign.length;
    if (found.cells[from - 1]?.c === " ") from--;
    if (found.cells[to]?.c === " ") to++;
    let start = from;
    while (start > 0 && isLocal(found.at(start - 1).c)) start--;
    let end = to;
    while (end < found.cells.length && (isAlnum(found.at(end).c) || "-.".includes(found.at(end).c))) end++;
    while (end > to && ".-".includes(found.at(end - 1).c)) end--;
    const domain = found.text(to, end);
    const top = [...domain.slice(domain.lastIndexOf(".") + 1)];
    const named = domain.includes(".") && top.length >= 2 && top.every(isLetter) && !domain.startsWith(".");
    if (start < from && named) found.add("email", start, end);
  }
}

function isLocal(c: string): boolean {
  return isAlnum(c) || "._%+-'&=~!#$*?^{}".includes(c);
}

function secrets(found: Found): void {
  let at = 0;
  while (at < found.cells.length) {
    let end = at;
    while (isLetter(found.at(end).c)) end++;
    if (end === at) {
      at++;
      continue;
    }
    const word = found.text(at, end);
    if (PASSWORD_WORDS.has(word)) passwordAfter(found, at, end);
    if (CODE_WORDS.has(word) && !ordinary(found, at)) codeAfter(found, at, end);
    at = end;
  }
}

function ordinary(found: Found, at: number): boolean {
  let end = at;
  while (end > 0 && !isAlnum(found.at(end - 1).c)) end--;
  let start = end;
  while (start > 0 && isLetter(found.at(start - 1).c)) start--;
  return at - end <= 1 && ORDINARY.has(found.text(start, end));
}

function valueAt(found: Found, from: number): { at: number; sign: boolean; verb: boolean } {
  let at = from;
  let sign = false;
  let verb = false;
  for (let round = 0; round < 6; round++) {
    for (let c = found.cells[at]?.c; c !== undefined && (" :=«\"'”“>()".includes(c) || (c === "-" && !verb)); c = found.cells[++at]?.c) {
      if (":=«\"“”".includes(c)) sign = true;
    }
    let end = at;
    while (isLetter(found.at(end).c)) end++;
    const word = found.text(at, end);
    const next = found.cells[end]?.c;
    if ((next !== undefined && !" :=".includes(next)) || !LINKS.has(word)) break;
    if (VERBS.has(word)) verb = true;
    at = end;
  }
  return { at, sign, verb };
}

function passwordAfter(found: Found, cue: number, end: number): void {
  const { at: start, sign, verb } = valueAt(found, end);
  let stop = start;
  while (stop < found.cells.length && !" \n".includes(found.at(stop).c)) stop++;
  while (stop > start && CLOSING.includes(found.at(stop - 1).c)) stop--;
  const cells = found.cells.slice(start, stop);
  const text = found.text(start, stop);
  if (cells.length === 0 || start === end || NOT_SECRET.has(text)) return;
  let after = stop;
  while (after < found.cells.length && `${CLOSING}! `.includes(found.at(after).c)) after++;
  const alone = after >= found.cells.length || found.at(after).c === "\n";
  const secret = looksSecret(cells);
  const fires = sign
    ? (secret && cells.length >= 3) || (alone && cells.length >= 3 && cells.every((c) => isAlnum(c.c)))
    : verb
      ? secret && cells.length >= 4
      : secret && cells.length >= 6 && cells.some((c) => isLetter(c.c));
  if (fires) found.add("password", cue, stop);
}

function looksSecret(cells: Cell[]): boolean {
  const digits = cells.filter((c) => isDigit(c.c)).length;
  const letters = cells.filter((c) => isLetter(c.c)).length;
  const signs = cells.filter((c) => !isAlnum(c.c) && !"-/,.:".includes(c.c)).length;
  const capitals = cells.slice(1).some((c) => c.upper) && cells.some((c) => isLetter(c.c) && !c.upper);
  return (digits > 0 && letters > 0) || (signs > 0 && letters > 0) || capitals || (digits >= 4 && letters === 0);
}

function codeAfter(found: Found, cue: number, end: number): void {
  const { at: start } = valueAt(found, end);
  if (start === end) return;
  const cueWord = found.text(cue, end);
  const least = cueWord === "cvc" || cueWord === "cvv" ? 3 : 4;
  const isDigitAt = (i: number): boolean => isDigit(found.at(i).c);
  const groups = [0];
  let digits = 0;
  let at = start;
  for (; at < found.cells.length; at++) {
    const c = found.at(at).c;
    if (isDigit(c)) {
      digits++;
      groups[groups.length - 1] = (groups[groups.length - 1] ?? 0) + 1;
    } else if ((c === " " || c === "-") && isDigitAt(at + 1) && digits > 0) groups.push(0);
    else break;
  }
  const next = found.cells[at]?.c ?? "";
  const followed = isAlnum(next) || next === "/" || next === "%" || (next !== "" && ".,:".includes(next) && isDigitAt(at + 1));
  const even = groups.length === 1 || (groups.every((g) => g === groups[0]) && (groups[0] ?? 0) <= 4);
  if (digits >= least && digits <= 8 && even && !followed) found.add("secret_code", cue, at);
}
