// The guide's phone: a pupil with nothing but her personal link, and a browser without script. She reads the service
// description, says which days suit her, enters a course, ticks a part, thinks back for a minute, and takes all of it home.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PHONE, stage } from "../lib/stage.mjs";
import { signIn } from "../lib/world.mjs";

const it = stage("bergen");

/** @param {string} address @param {Record<string, string>} fields */
const asCoordinator = async (address, fields) =>
  fetch(it.service.origin + address, {
    method: "POST",
    redirect: "manual",
    headers: { origin: it.service.origin, cookie: await signIn(it.service, "coordinator"), "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields),
  });

/** @type {string} */
let link;

test("the coordinator puts a pupil in and gives her a link", async () => {
  const answer = await asCoordinator("/kontor/folk/ny", { navn: "Nora", slag: "pupil", kontakt: "none", adresse: "", les: "nb", fra: "2026-02-01" });
  link = /\/veileder\/[0-9a-f]{64}/.exec(await answer.text())?.[0] ?? "";
  assert.ok(link, `the page shows her link: ${answer.status}`);
  assert.equal((await asCoordinator("/kontor/laering/kurs", { kurs: "23-offentlige-ting" })).status, 303);
});

test("on the phone she reads, wishes, learns and thinks back, without script", async () => {
  const pupil = await it.open({ size: PHONE, script: false });
  const { page, tap, look } = pupil;
  await page.goto(link);
  assert.match(await pupil.words(), /Hei, Nora/);
  await look();
  await tap(page.getByRole("button", { name: "Jeg har lest tjenestebeskrivelsen" }));
  await page.waitForURL(/lagret=1/);

  await tap(page.getByRole("link", { name: "Endre ønskene" }));
  await page.waitForURL(/\/onsker$/);
  await page.getByLabel("Tirsdag").check();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText(/tirsdag/i).first().waitFor();

  await page.goto(`${link}/laering`);
  assert.match(await pupil.words(), /Du følger en erfaren veileder én gang til/);
  await look();
  await tap(page.getByRole("link", { name: "Før opp opplæring" }));
  await page.waitForURL(/\/ny$/);
  await look();
  await page.getByLabel("Opplæringsvakt: følge en erfaren").check();
  await tap(page.getByRole("button", { name: "Send til koordinator" }));
  await page.getByText(/Skriv hvor lenge det varte/).first().waitFor();
  pupil.expect(/422/);
  assert.ok(await page.getByLabel("Opplæringsvakt: følge en erfaren").isChecked(), "nothing is lost");
  await page.locator('input[name="timer"]').fill("3");
  await tap(page.getByRole("button", { name: "Send til koordinator" }));
  await page.getByText("1 linje venter på ja").waitFor();

  await tap(page.getByRole("link", { name: "23 offentlige ting" }));
  await page.waitForURL(/\/kurs\/[0-9a-f]{32}$/);
  await page.getByLabel("Del 2", { exact: true }).check();
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText("1 av 23 deler er gjort").first().waitFor();
  await look();

  await page.goto(`${link}/laering/refleksjon`);
  await look();
  await page.getByLabel("Det gikk fint").check();
  await page.locator('textarea[name="bra"]').fill("Hun ga meg fødselsnummeret 01017012345");
  await tap(page.getByRole("button", { name: "Lagre" }));
  assert.match(await page.locator('textarea[name="bra"]').inputValue(), /Hun ga meg/);
  await page.locator('textarea[name="bra"]').fill("Lot henne holde telefonen selv");
  await tap(page.getByRole("button", { name: "Lagre" }));
  await page.getByText("Refleksjonen er lagret").waitFor();
  await pupil.close();
});

test("the coordinator says yes, and everything known about her is hers to take", async () => {
  const coordinator = await it.open({ role: "coordinator" });
  await coordinator.page.goto("/kontor/laering");
  await coordinator.look();
  await coordinator.tap(coordinator.page.getByRole("button", { name: "Ja, det stemmer" }));
  await coordinator.page.getByText("Lagret.").waitFor();
  await coordinator.page.goto("/kontor/laering/refleksjoner");
  assert.doesNotMatch(await coordinator.words(), /holde telefonen/, "what is not shared is hers alone");
  await coordinator.close();

  const pupil = await it.open({ size: PHONE });
  await pupil.page.goto(`${link}/laering`);
  assert.match(await pupil.words(), /Du veileder sammen med noen én gang til/);
  await pupil.look();
  await pupil.close();
  const file = await (await fetch(`${it.service.origin}${link}/opplysninger.json`)).text();
  assert.match(file, /holde telefonen selv/);
});
