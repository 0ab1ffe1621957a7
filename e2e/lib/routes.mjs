// The list of routes that the house rules keep (docs/routes.txt), with a real address for each that is read.
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./server.mjs";

/** Arms that no municipality has, as a PNG. */
export const ARMS = readFileSync(path.join(root, "crates/documents/tests/written/arms.png"));

/** What stands for a parameter, by the route it is in, or the query a route needs. A parameter without a value here fails the crawl. */
const EXAMPLES = /** @type {Record<string, string>} */ ({
  "/tilbud/{slug}": "drop-in-biblioteket",
  "/tilbud/{slug}/utskrift": "drop-in-biblioteket",
  "/steder/{slug}": "hovedbiblioteket",
  "/tema/{code}": "electronic_id",
  "/arrangement/{slug}/{which}": "kom-i-gang-klubben/onsdag",
  "/kontor/arrangement/{slug}/{which}": "kom-i-gang-klubben/onsdag",
  "/kontor/arrangement/{slug}/{which}/{part}": "kom-i-gang-klubben/onsdag/innhold",
  "/kontor/arrangement/temaer/{key}": "vipps",
  "/bestill/{slug}": "en-til-en",
  "/bestill/{slug}/tid": "en-til-en",
  "/bestill/{slug}/kontakt": "en-til-en",
  "/skranke/timer": "?sted=innbyggerservice",
  "/skranke/timer/ny": "?sted=innbyggerservice",
  "/skranke/timer/ledig": "?sted=innbyggerservice",
  "/meld-pa/{slug}": "datakafe",
  "/venteliste/{slug}": "en-til-en",
  "/skranke/venteliste/{slug}": "en-til-en",
  "/skranke/pamelding/{slug}/{which}": "datakurs-for-fredheim/kurs",
  "/skranke/pamelding/{slug}/{which}/ark": "datakurs-for-fredheim/kurs",
  "/skranke/pamelding/{slug}/{which}/navneliste": "datakurs-for-fredheim/kurs",
  "/tavle/{place}": "hovedbiblioteket",
  "/tavle/{place}/innhold": "hovedbiblioteket",
  "/tavle/{place}/strom": "hovedbiblioteket",
  "/skranke/lapp/{kind}/{key}": "offering/drop-in-innbyggerservice",
  "/skranke/ko": "?sted=hovedbiblioteket",
  "/skranke/ko/stengt": "?sted=hovedbiblioteket",
  "/kontor/tall/{dimension}": "topic",
  "/tilbud/{slug}/kalender.ics": "drop-in-biblioteket",
  "/steder/{slug}/kalender.ics": "hovedbiblioteket",
  "/skjerm/{place}": "hovedbiblioteket",
  "/skranke/vis-videre": "?topic=nav",
  "/vist": "?takk=solved",
  "/skranke/kan-jeg": "?gruppe=devices",
  "/vikar/{token}": "demo",
  "/kom-i-gang/{step}": "kommune",
  "/kontor/meldinger/tekster/{occasion}/{language}": "receipt/nb",
  "/kontor/grenser/{code}": "enter_password",
  "/kontor/tjenestebeskrivelse/ord/{section}": "doubt",
  "/kontor/tjenestebeskrivelse/{version}": "utkast",
  "/kontor/tjenestebeskrivelse/{version}/fil/{kind}": "utkast/pdf",
  "/skranke/handbok/{key}": "bankid-ny-mobil",
  "/kontor/handbok/{key}": "bank",
  "/kontor/handbok/{key}/oppsett": "bank",
  "/kontor/handbok/{key}/versjoner": "nett-og-data",
  "/kontor/handbok/{key}/tekst/{language}": "bank/nb",
  "/kontor/forankring/ny/{kind}": "kostnad",
  "/kontor/forankring/status/{form}": "pdf",
  "/kontor/grunnlag/kartlegging/{code}": "financed",
  "/kontor/grunnlag/fakta/{key}": "svake-eller-utenfor",
  "/kontor/grunnlag/fakta/sammen": "?a=svake-eller-utenfor&b=sarbare",
  "/kontor/ros/steder/{key}": "hovedbiblioteket",
  "/kontor/ros/steder/{key}/runde": "hovedbiblioteket",
  "/personvern/{who}": "veileder",
  "/kontor/personvern/{paper}": "protokoll",
  "/kontor/personvern/{paper}/fil/{kind}": "protokoll/pdf",
  "/kontor/personvern/svar/{question}": "personvernombud",
  "/kontor/aktorer/{key}": "bergen-offentlige-bibliotek",
  "/kontor/tjenester/{key}": "bostotte",
  "/kontor/steder/{key}": "hovedbiblioteket",
  "/kontor/steder/{key}/endre": "hovedbiblioteket",
  "/kontor/steder/{key}/tider": "hovedbiblioteket",
  "/kontor/steder/{key}/tider/ny": "hovedbiblioteket",
  "/kontor/steder/{key}/tider/{plan}": "hovedbiblioteket/hverdager",
  "/kontor/steder/{key}/tider/{plan}/{what}": "hovedbiblioteket/hverdager/unntak",
  "/kontor/vaktplan/behov/{offering}/{schedule}": "drop-in-biblioteket/hverdager",
  "/kontor/tilbud/{key}": "drop-in-biblioteket",
  "/kontor/tilbud/{key}/avslutt": "drop-in-biblioteket",
  "/kontor/plakater/{key}": "drop-in-biblioteket",
  "/kontor/plakater/{key}/bilde.png": "drop-in-biblioteket",
  "/kontor/plakater/{key}/skjerm.png": "drop-in-biblioteket",
  "/kontor/plakater/{key}/plakat.pdf": "drop-in-biblioteket",
  "/kontor/plakater/{key}/annonse.txt": "drop-in-biblioteket",
  "/kontor/plakatord/{language}": "ar",
  "/kontor/plakatord/{language}/{word}": "ar/valid",
  "/kontor/tilbud/{key}/publiser": "drop-in-biblioteket",
  "/kontor/tilbud/{key}/{part}": "drop-in-biblioteket/tekster",
  "/kontor/tilbud/{key}/tider": "drop-in-biblioteket",
  "/kontor/tilbud/{key}/tider/ny": "drop-in-biblioteket",
  "/kontor/tilbud/{key}/tider/{plan}": "drop-in-biblioteket/hverdager",
  "/kontor/tilbud/{key}/tider/{plan}/{what}": "drop-in-biblioteket/hverdager/unntak",
});

/** Which roles a permission is meant for; the same table as in product and design, written here a second time on purpose. */
export const PERMISSIONS = /** @type {Record<string, string[]>} */ ({
  OwnAccount: ["helper", "guide", "coordinator", "leader", "privacy_officer", "administrator"],
  UseDesk: ["helper", "guide", "coordinator"],
  OthersBookings: ["guide", "coordinator"],
  EnterPaper: ["guide", "coordinator"],
  SeeOffice: ["coordinator", "leader", "privacy_officer", "administrator"],
  EditRegister: ["coordinator", "leader", "administrator"],
  SeeFigures: ["coordinator", "leader"],
  ReadHistory: ["coordinator", "leader", "privacy_officer", "administrator"],
  ManageAccounts: ["administrator"],
  SetUp: ["administrator"],
  EnrolDevices: ["coordinator", "administrator"],
  ManageGuides: ["coordinator", "leader"],
  OverrideGate: ["leader"],
  PlanRoster: ["coordinator", "leader"],
  AssessRisk: ["coordinator", "leader"],
  AcceptRisk: ["leader"],
  HandleIncidents: ["leader"],
  GuardPrivacy: ["privacy_officer", "administrator"],
  CutTrail: ["privacy_officer"],
});

/**
 * @param {string} route
 * @param {string} value one part for each parameter, with / between
 */
const fill = (route, value) => value.split("/").reduce((at, part) => at.replace(/\{[^}]*\}/, part), route);

/**
 * @typedef {{ route: string, address: string, roles: string[] | undefined }} Route
 *
 * Every address that is read, with who may read it: `undefined` for everybody.
 * @param {Record<string, string>} [more] values for routes whose parameter exists only in a running service
 * @returns {Route[]}
 */
export function routes(more = {}) {
  const examples = { ...EXAMPLES, ...more };
  const lines = readFileSync(path.join(root, "docs/routes.txt"), "utf8").split("\n");
  return lines
    .filter((line) => line.startsWith("GET "))
    .map((line) => {
      const [, route, audience] = line.split(/\s+/);
      const permission = /^SignedIn\((\w+)\)$/.exec(audience)?.[1];
      const roles = permission === undefined ? undefined : PERMISSIONS[permission];
      if (permission !== undefined && !roles) throw new Error(`e2e/lib/routes.mjs does not know the permission ${permission}`);
      if (!route.includes("{")) return { route, address: route + (examples[route] ?? ""), roles };
      const value = examples[route];
      if (value === undefined) throw new Error(`e2e/lib/routes.mjs: say what stands for the parameter of ${route}`);
      return { route, address: fill(route, value), roles };
    });
}
