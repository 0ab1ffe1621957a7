// A municipality that has nothing: from the address that the first start prints, to a published weekly hour.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage } from "../lib/stage.mjs";

const it = stage("empty", "2026-03-04T13:10");

test("from nothing to a published weekly hour, one question a page, with a way back that loses nothing", async () => {
  const address = /\/kom-i-gang\?kode=\S+/.exec(it.service.server.said)?.[0];
  assert.ok(address, "the first start says where to begin");
  const stranger = await it.open({ size: PHONE });
  stranger.expect(/404|403/);
  await stranger.page.goto("/kom-i-gang");
  assert.match(await stranger.words(), /Du trenger lenken/);
  await stranger.close();

  const coordinator = await it.open({ size: DESKTOP });
  const { page, tap, look } = coordinator;
  const began = Date.now();
  /** @param {string} step */
  const at = async (step) => {
    await page.waitForURL(new RegExp(`/kom-i-gang/${step}`));
    assert.equal(await page.locator("h1").count(), 1);
    await look();
  };
  const next = page.getByRole("button", { name: "Neste", exact: true });
  await page.goto(address);
  await at("kommune");
  await page.getByLabel("Søk etter kommunen").fill("Askøy");
  await tap(page.getByRole("button", { name: "Søk", exact: true }));
  await page.waitForURL(/sok=/);
  const municipality = page.getByRole("button", { name: /Askøy/ }).or(page.getByRole("radio", { name: /Askøy/ })).first();
  await tap(municipality);
  if (page.url().includes("kommune")) await tap(next);
  await at("navn");
  await tap(next);
  await at("sted");
  await page.getByLabel("Et bibliotek").check();
  await page.getByLabel("Navn på stedet").or(page.locator('[name="place"]')).first().fill("Askøy bibliotek");
  await page.locator('[name="street"]').fill("Kleppevegen 2");
  await page.locator('[name="town"]').fill("Kleppestø");
  await tap(next);
  await at("tider");
  await page.getByLabel("onsdag").check();
  await page.locator('[name="start"]').fill("13:00");
  await page.locator('[name="end"]').fill("15:00");
  await tap(page.getByRole("button", { name: /Tilbake/ }).or(page.getByRole("link", { name: /Tilbake/ })).first());
  await at("sted");
  assert.equal(await page.locator('[name="place"]').inputValue(), "Askøy bibliotek", "going back loses nothing");
  await tap(next);
  await at("tider");
  assert.equal(await page.locator('[name="start"]').inputValue(), "13:00");
  await tap(next);
  await at("kontakt");
  await page.locator('[name="phone"]').fill("56 15 80 00");
  await tap(next);
  await at("hjelp");
  await page.getByLabel("BankID og innlogging").check();
  await tap(next);
  await at("deg");
  await page.locator('[name="your_name"]').fill("Koordinator");
  await page.locator('[name="login"]').fill("koordinator@askoy.example");
  await page.locator('[name="password"]').fill("tre blå kaffekopper");
  await page.locator('[name="password-again"]').fill("tre blå kaffekopper");
  await tap(next);
  await at("se-over");
  await tap(page.getByRole("button", { name: "Gjør siden klar" }));
  await page.waitForURL(/\/kontor\/klar$/);
  assert.match(await coordinator.words(), /Siden er ute/);
  await look();
  console.log(`from nothing to a published weekly hour: ${coordinator.taps} taps, ${((Date.now() - began) / 1000).toFixed(0)} s`);
  await coordinator.close();

  const citizen = await it.open({ size: PHONE, script: false });
  await citizen.page.goto("/");
  assert.match(await citizen.words(), /Åpent nå .*Askøy bibliotek, til kl\. 15/);
  await citizen.close();
});
