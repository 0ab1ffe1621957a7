// Every route of docs/routes.txt, by everybody, in every language: who gets in, what language it is in, and axe on each
// page that somebody can see. A new route is crawled without being asked for.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, test } from "node:test";
import { accessible, fits, none } from "../lib/axe.mjs";
import { DESKTOP, PHONE, TABLET, contextOptions, launch } from "../lib/browser.mjs";
import { watch } from "../lib/page.mjs";
import { ARMS, routes } from "../lib/routes.mjs";
import { ROLES, cookies as jar, signIn, standsAt, world } from "../lib/world.mjs";

const LANGUAGES = /** @type {const} */ (["nb", "nn", "en"]);

/** @type {Awaited<ReturnType<typeof world>>} */
let service;
/** @type {Record<string, string>} */
const cookies = {};
/** @type {import("playwright-core").Browser} */
let browser;
/** @type {Record<string, import("../lib/routes.mjs").Route[]>} */
const lists = {};

before(async () => {
  service = await world("demo");
  for (const role of ROLES) cookies[role] = `${await signIn(service, role)}; ${standsAt()}`;
  const made = { ...(await invite()), ...(await ticket()), ...(await gathering()), ...(await appointment()), ...(await thing()), ...(await enrolment()), ...(await newGuide()), ...(await question()), ...(await roster()), ...(await risk()), ...(await anchoring()), ...(await council()), ...(await archivePackage()), ...(await incident()), ...(await slipBack()), ...(await employees()) };
  await arms();
  for (const role of ROLES) lists[role] = routes({ ...made, ...(await madeBy(role)) });
  lists.nobody = lists.helper;
  browser = await launch();
});

after(async () => {
  await browser?.close();
  await service?.close();
});

/**
 * @param {string} address
 * @param {string} role
 * @param {Record<string, string>} fields
 */
const post = (address, role, fields) =>
  fetch(service.origin + address, {
    method: "POST",
    redirect: "manual",
    headers: { origin: service.origin, cookie: cookies[role], "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields),
  });

/** An invitation that can be opened: it exists only in a running service. */
async function invite() {
  const answer = await post("/kontor/kontoer", "administrator", { navn: "Ny Veileder", login: "ny", rolle: "guide" });
  const token = /\/invitasjon\/([0-9a-zA-Z_-]+)/.exec(await answer.text())?.[1];
  assert.ok(token, "an invitation shows its link");
  return { "/invitasjon/{token}": token };
}

/** Arms to look at: a municipality has none until it uploads them. */
async function arms() {
  const form = new FormData();
  form.append("fil", new Blob([new Uint8Array(ARMS)], { type: "image/png" }), "vapen.png");
  const headers = { origin: service.origin, cookie: cookies.coordinator };
  const answer = await fetch(`${service.origin}/kontor/plakatvapen`, { method: "POST", redirect: "manual", headers, body: form });
  assert.equal(answer.status, 303, "the arms are taken");
}

/** The link that employees answer by: it exists only in a running service. */
async function employees() {
  await post("/kontor/grunnlag/ansatte", "coordinator", { gjor: "apne" });
  const page = await fetch(`${service.origin}/kontor/grunnlag/ansatte`, { headers: { cookie: cookies.coordinator } });
  const token = /\/kartlegging\/([0-9a-f]{32})/.exec(await page.text())?.[1];
  assert.ok(token, "an open round shows its link");
  return { "/kartlegging/{token}": token };
}

/** An appointment made by phone, with the code that opens it. */
async function appointment() {
  const read = async (/** @type {string} */ address) =>
    (await fetch(service.origin + address, { headers: { cookie: cookies.guide } })).text();
  const tid = /name="tid" value="([^"]+)"/.exec(await read("/skranke/timer/ny?tilbud=en-til-en"))?.[1];
  assert.ok(tid, "there is a free time");
  const id = randomBytes(16).toString("hex");
  await post("/skranke/timer/ny", "guide", { nokkel: id, tilbud: "en-til-en", tid });
  const code = /class="code">([A-Z0-9]{4}-[A-Z0-9]{4})/.exec(await read(`/skranke/timer/${id}`))?.[1];
  assert.ok(code, "the slip shows the code");
  return {
    "/skranke/timer/{id}": id,
    "/skranke/timer/{id}/flytt": id,
    "/time/{code}": code,
    "/time/{code}/flytt": code,
    "/time/{code}/kalender.ics": code,
    "/time/{code}/opplysninger.json": code,
  };
}

/** What people reach by a link of their own: an invited contributor's page, a pupil's ballot, a sheet of self-assessment. */
async function gathering() {
  const club = "/kontor/arrangement/kom-i-gang-klubben/onsdag";
  await post(`${club}/gjester`, "coordinator", { navn: "Boligkontoret", emne: "Bostøtte" });
  await post(`${club}/vurdering`, "coordinator", { gjor: "oppgaver", oppgaver: "Lade\nRinge\nSende\nSlette\nFinne" });
  const opened = await fetch(service.origin + "/kontor/arrangement/temavalg", {
    method: "POST",
    redirect: "manual",
    headers: { origin: service.origin, cookie: cookies.coordinator, "content-type": "application/x-www-form-urlencoded" },
    body: "tilbud=datakafe&tema=vipps&tema=kart&koder=3",
  });
  const poll = /temavalg\/([0-9a-f]{32})/.exec(opened.headers.get("location") ?? "")?.[1];
  const find = async (/** @type {string} */ address, /** @type {RegExp} */ what) => what.exec((await get(address, "coordinator")).text)?.[1];
  const guest = await find(`${club}/gjester`, /\/bidra\/([0-9a-f]{32})/);
  const sheet = await find(`${club}/vurdering`, /\/vurdering\/([0-9a-f]{32})/);
  const code = await find(`/kontor/arrangement/temavalg/${poll}`, /<strong class="num">([^<]+)</);
  assert.ok(poll && guest && sheet && code, "an event's links are there");
  return {
    "/bidra/{token}": guest,
    "/vurdering/{token}": sheet,
    "/temavalg/{code}": code,
    "/kontor/arrangement/temavalg/{id}": poll,
  };
}

/** Somebody who guides, with a link of her own. */
async function newGuide() {
  const id = randomBytes(16).toString("hex");
  const fields = { id, navn: "Nora", slag: "volunteer", organisasjon: "rode-kors", kontakt: "none", adresse: "", les: "nb", fra: "2026-03-01" };
  const answer = await post("/kontor/folk/ny", "coordinator", fields);
  const token = /\/veileder\/([0-9a-f]{64})/.exec(await answer.text())?.[1];
  assert.ok(token, `a new guide gets a link: ${answer.status}`);
  const paper = { krav: "confidentiality", dag: "2026-03-02", til: "2026-03-20" };
  assert.equal((await post(`/kontor/folk/${id}/papir`, "coordinator", paper)).status, 303);
  await post(`/kontor/folk/${id}/ting`, "coordinator", { id: randomBytes(16).toString("hex"), ting: "Nøkkel" });
  await post(`/kontor/folk/${id}/kompetanse`, "coordinator", { hva: "topic:email", niva: "can", til: "2026-12-31" });
  await post(`/kontor/folk/${id}/overstyr`, "leader", { id: randomBytes(16).toString("hex"), grunn: "Kurset er neste uke" });
  const made = /** @type {Record<string, string>} */ ({});
  for (const page of ["", "/om", "/kompetanse", "/slutte", "/attest", "/attest.pdf", "/opplysninger.json"]) made[`/kontor/folk/{id}${page}`] = id;
  for (const page of ["", "/onsker", "/attest.pdf", "/opplysninger.json", "/vakter", "/tjenestebeskrivelse"]) made[`/veileder/{token}${page}`] = token;
  made["/kontor/vaktplan/tid/{guide}"] = id;
  const feed = await fetch(service.origin + `/veileder/${token}/vakter`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: service.origin, "content-type": "application/x-www-form-urlencoded" },
    body: "handling=kalender",
  });
  made["/vakter/{token}"] = /\/vakter\/([0-9a-f]{64})/.exec(await feed.text())?.[1] ?? "";
  return { ...made, ...(await learning(id, token)) };
}

/**
 * What a guide learns: a course, a visit that is agreed, and the page that colleagues in other services reach by link.
 * @param {string} guide
 * @param {string} token
 */
async function learning(guide, token) {
  const course = /kurs\/([0-9a-f]{32})/.exec((await get("/kontor/laering/kurs", "coordinator")).text)?.[1];
  const host = randomBytes(16).toString("hex");
  const shadowing = "/kontor/laering/hospitering";
  await post(`${shadowing}/plass/ny`, "coordinator", { id: host, vei: "out", navn: "Servicekontoret", antall: "2" });
  const wish = randomBytes(16).toString("hex");
  const agreement = randomBytes(16).toString("hex");
  const plan = { id: agreement, onske: wish, plass: host, dag: "2026-03-03", fra: "09:00", til: "11:00" };
  await fetch(`${service.origin}/veileder/${token}/laering/hospitering`, {
    method: "POST",
    redirect: "manual",
    headers: { origin: service.origin, "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ id: wish, plass: host }),
  });
  assert.equal((await post(`${shadowing}/avtal`, "coordinator", plan)).status, 303);
  await post(`${shadowing}/lenke`, "coordinator", { gjor: "ny" });
  const page = (await get(shadowing, "coordinator")).text;
  const door = /\/hospitering\/([0-9a-f]{32})</.exec(page)?.[1];
  const ours = [...page.matchAll(/avtale\/([0-9a-f]{32})/g)].map((m) => m[1]);
  const colleague = (await Promise.all(ours.map(async (id) => [id, (await get(`/hospiteringsavtale/${id}`, undefined)).status]))).find(([, status]) => status === 200)?.[0];
  const wished = /avtal\?onske=([0-9a-f]{32})&amp;plass=([0-9a-f]{32})/.exec(page);
  assert.ok(course && door && colleague && wished, `there is something to learn: ${course}, ${door}, ${colleague}, ${wished}`);
  const found = /** @type {Record<string, string>} */ ({
    "/hospitering/{token}": door,
    "/hospiteringsavtale/{code}": String(colleague),
    "/kontor/laering/veileder/{id}": guide,
    "/kontor/laering/kurs/{id}": course,
    [`${shadowing}/avtal`]: `?onske=${wished[1]}&plass=${wished[2]}`,
    [`${shadowing}/plass/{id}`]: host,
    [`${shadowing}/avtale/{id}`]: agreement,
    "/skranke/min-side/laering/kurs/{id}": course,
    "/veileder/{token}/laering/kurs/{id}": `${token}/${course}`,
    "/veileder/{token}/laering/hospitering/{id}": `${token}/${agreement}`,
  });
  for (const part of ["", "/ny", "/hospitering", "/refleksjon"]) found[`/veileder/{token}/laering${part}`] = token;
  return found;
}

/** An hour that somebody is asked to take. */
async function question() {
  const hour = /\/kontor\/lofte\/([a-z0-9-]+\/[a-z0-9-]+\/[0-9-]{10})/.exec((await get("/kontor/lofte", "coordinator")).text)?.[1];
  assert.ok(hour, "the office lists the hours that are promised");
  return { "/kontor/lofte/{offering}/{plan}/{day}": hour };
}

/** A plan of the roster, and a shift that lies ahead. */
async function roster() {
  const made = await post("/kontor/vaktplan/ny", "coordinator", { fra: "2026-03-09", uker: "1", arbeid: "rask" });
  const plan = /\/plan\/([0-9a-f]{32})/.exec(made.headers.get("location") ?? "")?.[1];
  assert.ok(plan, `a plan is begun: ${made.status}`);
  return {
    "/kontor/vaktplan/plan/{id}": plan,
    "/kontor/vaktplan/vakt/{offering}/{schedule}/{day}": "drop-in-biblioteket/hverdager/2026-03-12",
  };
}

/** The risk assessment of the demonstration, a scenario of it and its measure. */
async function risk() {
  const id = /\/kontor\/ros\/([0-9a-f]{32})"/.exec((await get("/kontor/ros", "coordinator")).text)?.[1];
  const scenario = /\/scenario\/([0-9a-f]{32})"/.exec((await get(`/kontor/ros/${id}`, "coordinator")).text)?.[1];
  const measure = /\/tiltak\/([0-9a-f]{32})"/.exec((await get(`/kontor/ros/${id}/scenario/${scenario}`, "coordinator")).text)?.[1];
  assert.ok(id && scenario && measure, "there is a risk assessment");
  const made = await post("/kontor/ros/ny", "coordinator", { tittel: "Verksted", omfang: "Skranken", storrelse: "5x5" });
  const draft = /ros\/([0-9a-f]{32})/.exec(made.headers.get("location") ?? "")?.[1];
  const code = /verksted\/([A-Z0-9]{8})\b/.exec((await get(`/kontor/ros/${draft}/verksted`, "coordinator")).text)?.[1];
  assert.ok(code, "a workshop shows the code for phones");
  const found = /** @type {Record<string, string>} */ ({
    "/verksted/{code}": code,
    "/kontor/ros/scenario/{id}": scenario,
    "/kontor/ros/tiltak/{id}": measure,
    "/kontor/ros/{id}/dokument/{form}": `${id}/xlsx`,
    "/kontor/ros/{id}/scenario/{scenario}": `${id}/${scenario}`,
    "/kontor/ros/{id}/scenario/{scenario}/aksept": `${id}/${scenario}`,
    "/kontor/ros/{id}/scenario/{scenario}/{part}": `${id}/${scenario}/tiltak`,
  });
  for (const part of ["", "/om", "/skala", "/bibliotek", "/sammenlign", "/verksted", "/verksted/del", "/verksted/strom", "/scenario/ny"]) found[`/kontor/ros/{id}${part}`] = id;
  return found;
}

/** The grant of the demonstration, and a line of its budget. */
async function anchoring() {
  const id = /\/tilskudd\/([0-9a-f]{32})"/.exec((await get("/kontor/forankring/tilskudd", "coordinator")).text)?.[1];
  const line = /\/endre\/([0-9a-f]{32})"/.exec((await get("/kontor/forankring/budsjett", "coordinator")).text)?.[1];
  assert.ok(id && line, "there is a budget and a grant");
  return {
    "/kontor/forankring/endre/{id}": line,
    "/kontor/forankring/tilskudd/{id}": id,
    "/kontor/forankring/tilskudd/{id}/varsel": id,
    "/kontor/forankring/tilskudd/{id}/soknad/{part}": `${id}/need`,
    "/kontor/forankring/tilskudd/{id}/dokument/{form}": `${id}/pdf`,
    "/kontor/forankring/tilskudd/{id}/rapport/{form}": `${id}/pdf`,
  };
}

/** The council case of the demonstration, and a piece of it that can be changed. */
async function council() {
  const id = /\/saksframlegg\/([0-9a-f]{32})"/.exec((await get("/kontor/saksframlegg", "coordinator")).text)?.[1];
  const page = `/kontor/saksframlegg/${id}`;
  const piece = /\/bit\/([0-9a-f]{32})"/.exec((await get(`${page}/del/decision`, "coordinator")).text)?.[1];
  assert.ok(id && piece, "there is a case with a point");
  const found = /** @type {Record<string, string>} */ ({
    "/kontor/saksframlegg/{id}/del/{section}": `${id}/facts`,
    "/kontor/saksframlegg/{id}/bit/{piece}": `${id}/${piece}`,
    "/kontor/saksframlegg/{id}/dokument/{kind}": `${id}/pdf`,
    "/kontor/saksframlegg/{id}/presentasjon/{kind}": `${id}/pptx`,
  });
  for (const part of ["", "/les", "/kilder", "/presentasjon", "/heistale"]) found[`/kontor/saksframlegg/{id}${part}`] = id;
  return found;
}

/** The package of the demonstration. */
async function archivePackage() {
  const id = /\/arkivpakke\/([0-9a-f]{32})"/.exec((await get("/kontor/arkivpakke", "coordinator")).text)?.[1];
  assert.ok(id, "there is a package");
  return {
    "/kontor/arkivpakke/{id}": id,
    "/kontor/arkivpakke/{id}/pakke.zip": id,
    "/kontor/arkivpakke/{id}/fil/{name}": `${id}/LESMEG.txt`,
  };
}

/** A breach that everybody here is named to read: otherwise only the writer and the leader may. */
async function incident() {
  const id = randomBytes(16).toString("hex");
  const written = { id, slag: "breach", sted: "hovedbiblioteket", hendte: "En lapp lå igjen.", gjort: "Vi makulerte den.", varslet: "leader" };
  assert.equal((await post("/skranke/hendelse", "guide", written)).status, 303);
  const page = `/kontor/hendelser/${id}`;
  const select = /<select[^>]*name="navngi"[\s\S]*?<\/select>/.exec((await get(page, "leader")).text)?.[0] ?? "";
  for (const [, account] of select.matchAll(/value="([0-9a-f]{32})"/g)) await post(`${page}/tilgang`, "leader", { navngi: account });
  const made = /** @type {Record<string, string>} */ ({});
  for (const part of ["", "/brudd", "/runden", "/laering", "/arkiv.json", "/arkiv.pdf"]) made[`/kontor/hendelser/{id}${part}`] = id;
  return made;
}

/** A slip with a code, and the page of the one who receives it. */
async function slipBack() {
  const given = await post("/skranke/lapp/door/nav", "guide", { "en-gang": randomBytes(16).toString("hex") });
  const code = /kode=([A-Z0-9]{8})/.exec(given.headers.get("location") ?? "")?.[1];
  const page = await (await post("/kontor/henvisninger", "coordinator", { dor: "door:nav", gjor: "ny" })).text();
  const token = /\/motta\/([0-9a-f]{64})/.exec(page)?.[1];
  assert.ok(code && token, `a slip gets a code: ${given.status}`);
  return { "/vist/{code}": code, "/motta/{token}": token };
}

/** A thing that can be lent. */
async function thing() {
  const answer = await post("/kontor/utstyr", "coordinator", { navn: "Nettbrett", slag: "tablet", antall: "3", sted: "hovedbiblioteket", utlan: "1" });
  const id = /\/kontor\/utstyr\/([0-9a-f]+)/.exec(answer.headers.get("location") ?? "")?.[1];
  assert.ok(id, `a thing is put in: ${answer.status}`);
  await post("/skranke/utlan/ny", "guide", { utstyr: id, antall: "1", til: "week", navn: "" });
  return { "/kontor/utstyr/{id}": id, "/skranke/utlan/ny": `?utstyr=${id}` };
}

/** A ticket in today's queue. */
async function ticket() {
  const answer = await post("/skranke/ko/ny", "guide", { sted: "hovedbiblioteket" });
  const id = /lapp=([0-9a-f]+)/.exec(answer.headers.get("location") ?? "")?.[1];
  assert.ok(id, `a ticket is given: ${answer.status}`);
  return { "/skranke/ko/{id}/lapp": id };
}

/** Somebody who has a place on a date that one signs up for. */
async function enrolment() {
  const date = "datakafe/annenhver-torsdag.2026-03-19";
  await post(`/kontor/arrangement/${date}/pamelding`, "coordinator", { mate: "sign_up", plasser: "8", pris: "0" });
  const answer = await post(`/skranke/pamelding/${date}`, "guide", { antall: "1", kontakt: "none" });
  const code = /kode=([0-9A-Z]+)/.exec(answer.headers.get("location") ?? "")?.[1];
  assert.ok(code, `somebody is signed up: ${answer.status}`);
  return { "/pamelding/{code}": code, "/pamelding/{code}/kalender.ics": code };
}

/**
 * What somebody has made at the desk and can open again.
 * @param {string} role
 */
async function madeBy(role) {
  const page = await get("/skranke", role);
  const hidden = (/** @type {string} */ name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page.text)?.[1] ?? "";
  const id = hidden("id");
  const stays = (await get("/skranke/min-side/laering/hospitering", role)).text;
  // Somebody who is no guide is sent to her own page whatever stands there.
  const stay = /laering\/hospitering\/([0-9a-f]{32})/.exec(stays)?.[1] ?? randomBytes(16).toString("hex");
  const own = { "/skranke/min-side/laering/hospitering/{id}": stay };
  if (page.status !== 200) return { ...own, "/skranke/henvendelser/{id}": randomBytes(16).toString("hex") };
  const visit = { id, place: hidden("place"), offering: hidden("offering"), topic: "health", outcome: "solved", form: "drop_in" };
  const answer = await post("/skranke/henvendelser", role, visit);
  assert.equal(answer.status, 303, `${role} registers a visit`);
  return { ...own, "/skranke/henvendelser/{id}": id };
}

/**
 * @param {string} address
 * @param {string | undefined} role
 */
async function get(address, role) {
  const headers = role ? { cookie: cookies[role], accept: "text/html" } : { accept: "text/html" };
  const stop = new AbortController();
  const answer = await fetch(service.origin + address, { headers, redirect: "manual", signal: stop.signal });
  const type = answer.headers.get("content-type") ?? "";
  // A stream never ends; that it begins is enough here.
  const text = type.startsWith("text/event-stream") ? "" : await answer.text();
  stop.abort();
  return { status: answer.status, to: answer.headers.get("location") ?? "", type, text };
}

/**
 * What is wrong with a page that was let through.
 * @param {string} text
 * @param {string} language
 */
function faults(text, language) {
  const found = [];
  const headings = text.match(/<h1[\s>]/g)?.length ?? 0;
  if (headings !== 1) found.push(`${headings} h1`);
  const lang = /<html[^>]* lang="([^"]*)"/.exec(text)?.[1];
  if (lang !== language) found.push(`lang is ${lang}`);
  const words = text.replace(/<script[\s\S]*?<\/script>/g, "").replace(/<[^>]*>/g, " ");
  const marker = /\{\s*\$|\bundefined\b|\bNaN\b|\?\?\?|\bT::|\b[a-z]+-refusal-[a-z-]+/.exec(words)?.[0];
  if (marker) found.push(`the text has ${marker}`);
  if (/ style="|<style|<script(?![^>]*(src=|type="application\/(ld\+)?json"))|\son[a-z]+="/.test(text)) found.push("inline style or script");
  return found;
}

/** Routes whose answer is a file. Making one takes time, so each is made once; who gets one is tried without a browser. */
const files = new Set();
/** Routes whose answer is a whole page. */
const pages = new Set();

/** Somebody who may read a page: the one with the fewest rights. */
const reader = (/** @type {string[] | undefined} */ roles) => roles?.[0];

/**
 * The languages a route is asked for in: all by the one who reads it, one by each other, not the same for every route. Who gets
 * in does not hang on the language, and the words of a page hardly on who reads it.
 * @param {number} number
 * @param {string | undefined} role
 * @param {string[] | undefined} roles
 */
const languagesFor = (number, role, roles) => (reader(roles) === role ? LANGUAGES : [LANGUAGES[(number + ROLES.indexOf(role ?? "") + 1) % LANGUAGES.length]]);

for (const role of [undefined, ...ROLES]) {
  test(`${role ?? "nobody signed in"}: every route answers as it should, in ${LANGUAGES.join(", ")}`, async () => {
    const problems = [];
    for (const [number, { route, address, roles }] of lists[role ?? "nobody"].entries()) {
      const may = !roles || (role !== undefined && roles.includes(role));
      for (const language of languagesFor(number, role, roles)) {
        if (may && files.has(route)) continue;
        const { status, to, type, text } = await get(`/${language}${address === "/" ? "" : address}`, role);
        if (may && status === 200 && !type.startsWith("text/html")) files.add(route);
        const say = (/** @type {string} */ what) => problems.push(`${language} ${route}: ${what}`);
        if (may && status >= 300 && status < 400) {
          if (to.includes("/logg-inn?til=")) say("asks to sign in");
        } else if (may && status !== 200) {
          say(`answered ${status}`);
        } else if (may && type.startsWith("text/html")) {
          // A part of a page that script fetches has no frame.
          if (!text.startsWith("<!DOCTYPE")) continue;
          pages.add(route);
          faults(text, language).forEach(say);
        } else if (!may && role === undefined && !(status === 303 && to.includes("/logg-inn"))) {
          say(`lets somebody in who is not signed in: ${status} ${to}`);
        } else if (!may && role !== undefined && status !== 403) {
          say(`lets in: ${status}`);
        } else if (!may && status === 403) {
          faults(text, language).forEach(say);
        }
      }
    }
    none(problems);
  });
}

// Each page is read whole by axe in one of the three, not the same for every page; colours are tried on all of them in the light
// and in the dark, and that nothing is beside the window at all three widths.
for (const [turn, [language, size, colorScheme]] of /** @type {const} */ ([
  ["nb", PHONE, "light"],
  ["nn", TABLET, "dark"],
  ["en", DESKTOP, "light"],
]).entries()) {
  test(`axe finds nothing on any page, and nothing is beside the window: ${language}, ${size.name}, ${colorScheme}`, async () => {
    const problems = [];
    for (const role of [undefined, ...ROLES]) {
      const mine = lists[role ?? "nobody"].filter(({ route, roles }) => pages.has(route) && reader(roles) === role);
      if (mine.length === 0) continue;
      const context = await browser.newContext({ ...contextOptions(size, service.origin), colorScheme });
      if (role) await context.addCookies(jar(service.origin, cookies[role]));
      const page = await context.newPage();
      const seen = watch(page);
      for (const [number, { route, address }] of mine.entries()) {
        const at = `/${language}${address === "/" ? "" : address}`;
        try {
          await page.goto(at, { waitUntil: "load" });
          if (number % 3 === turn) await accessible(page, route);
          else if (language !== "en") await accessible(page, route, ["color-contrast"]);
          await fits(page, route);
        } catch (error) {
          problems.push(String(error instanceof Error ? error.message : error));
        }
      }
      problems.push(...seen.problems());
      await context.close();
    }
    none(problems);
  });
}
