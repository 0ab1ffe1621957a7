// The main screens as pictures in docs/skjermbilder/, so that a change in looks is seen in review. Made anew with
// UPDATE_SCREENSHOTS=1; the clock, the data and the window are the same each time.
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const wanted = Boolean(process.env.UPDATE_SCREENSHOTS);
const it = wanted ? stage("demo") : undefined;
const bergen = wanted ? stage("bergen") : undefined;
const empty = wanted ? stage("empty") : undefined;
const skip = wanted ? false : "only with UPDATE_SCREENSHOTS=1";

test("what a citizen sees", { skip }, async () => {
  for (const [size, after] of /** @type {const} */ ([
    [DESKTOP, ""],
    [PHONE, "-mobil"],
  ])) {
    const citizen = await it.open({ size });
    for (const [name, address] of [
      ["forside", "/"],
      ["tilbud", "/tilbud/drop-in-biblioteket"],
      ["sted", "/steder/hovedbiblioteket"],
      ["sok", "/sok?q=f%C3%A5r+ikke+logget+inn+p%C3%A5+helsenorge"],
      ["kalender", "/kalender"],
      ["laringskart", "/laringskart"],
    ]) {
      await citizen.page.goto(address);
      await citizen.picture(`${name}${after}`);
    }
    await citizen.close();
  }
  const night = await it.open({ size: PHONE, colours: "dark" });
  await night.page.goto("/");
  await night.picture("forside-mobil-mork");
  await night.close();
  const high = await it.open({ size: PHONE, forcedColours: true });
  await high.page.goto("/");
  await high.picture("forside-mobil-tvungne-farger");
  await high.close();
});

test("what a guide sees, and those who wait", { skip }, async () => {
  const guide = await bergen.open({ role: "guide", size: { ...DESKTOP, height: 1010 } });
  const { page, tap, picture } = guide;
  await page.goto("/skranke");
  for (const topic of ["Mobil og nettbrett", "NAV", "Bank og Vipps"]) {
    await page.locator("label.pick", { hasText: topic }).click();
    await page.locator("label.pick", { hasText: /^\s*Løst\s*$/ }).click();
    const before = page.url();
    await tap(page.getByRole("button", { name: "Ferdig – lagre" }).last());
    await page.waitForURL((url) => url.href !== before && url.search.includes("lagret="));
  }
  await page.goto("/skranke");
  await tap(page.locator("summary", { hasText: "Innstillinger for køen" }));
  await page.getByLabel("Nummer og dyr").check();
  await page.getByLabel("Hvor skal den som blir ropt opp, gå?").fill("Skranken i 1. etasje");
  await tap(page.getByRole("button", { name: "Lagre", exact: true }));
  for (let number = 1; number <= 4; number += 1) {
    const tickets = page.locator("#ko .ticket-row");
    const before = await tickets.count();
    await page.goto("/skranke");
    await tap(page.getByRole("button", { name: "+ Kølapp" }));
    await tickets.nth(before).waitFor();
  }
  await page.goto("/skranke");
  await tap(page.getByRole("button", { name: "Neste", exact: true }));
  await page.waitForURL(/kolapp=/);
  await page.locator("label.pick", { hasText: "BankID og innlogging" }).click();
  await page.locator("label.pick", { hasText: "Helsenorge" }).click();
  await picture("skranke");
  await page.goto("/skranke/vis-videre?topic=municipal_applications");
  await picture("vis-videre");
  await page.goto("/skranke/lapp/offering/drop-in-innbyggerservice");
  await picture("lapp");
  await page.goto("/skranke/kan-jeg?svar=enter_password");
  await picture("kan-jeg");
  await page.goto("/tavle/hovedbiblioteket");
  await picture("tavle");
  await page.goto("/skjerm/hovedbiblioteket");
  await picture("infoskjerm");
  await guide.close();
  const phone = await bergen.open({ role: "guide", size: PHONE });
  await phone.page.goto("/skranke");
  await phone.picture("skranke-mobil");
  await phone.close();
});

test("what a coordinator sees", { skip }, async () => {
  const coordinator = await it.open({ role: "coordinator", size: DESKTOP });
  for (const [name, address] of [
    ["kontor", "/kontor"],
    ["kontor-tilbud", "/kontor/tilbud/drop-in-biblioteket"],
    ["tall", "/kontor/tall"],
    ["dekning", "/kontor/dekning"],
  ]) {
    await coordinator.page.goto(address);
    await coordinator.picture(name);
  }
  await coordinator.close();
  const first = await empty.open({ size: DESKTOP });
  const address = /\/kom-i-gang\?kode=\S+/.exec(empty.service.server.said)?.[0] ?? "/kom-i-gang";
  await first.page.goto(address);
  await first.picture("kom-i-gang");
  await first.close();
});
