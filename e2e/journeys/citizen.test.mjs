// A citizen finds help: on a phone and on a computer, with and without script, with the keyboard alone, in three languages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DESKTOP, PHONE, stage, tabTo } from "../lib/stage.mjs";

const it = stage("bergen");

for (const size of [PHONE, DESKTOP]) {
  for (const script of [true, false]) {
    test(`she cannot sign in to Helsenorge, and finds who helps now: ${size.name}, script ${script ? "on" : "off"}`, async () => {
      const citizen = await it.open({ size, script });
      const { page, tap, look } = citizen;
      await page.goto("/");
      assert.equal(await page.locator("h1").count(), 1);
      // The first screenful: is somebody there now, where next, how do I call.
      assert.match(await citizen.words(), /Åpent nå .*til kl\. 15 .*Senere i dag .*00 00 00 00/);
      const now = await page.getByText("Åpent nå").first().boundingBox();
      assert.ok(now && now.y + now.height < size.height, `who is there now is seen without scrolling: ${now?.y}`);
      await look();

      await page.getByRole("searchbox").or(page.getByRole("textbox")).first().fill("får ikke logget inn på helsenorge");
      await tap(page.getByRole("button", { name: "Søk" }));
      await page.waitForURL(/\/sok\?q=/);
      const answer = page.locator("main");
      assert.match(await citizen.words(), /Helsenorge: Vi kan vise deg/);
      assert.ok(await answer.getByRole("link", { name: "23 32 70 00" }).count(), "Helsenorge's own phone is there");
      await look();

      await tap(answer.getByRole("link", { name: "Drop-in på biblioteket", exact: true }));
      await page.waitForURL(/\/tilbud\/drop-in-biblioteket$/);
      assert.match(await citizen.words(), /Åpent nå, til kl\. 15 .*I dag kl\. 12–15/);
      await look();

      await tap(page.locator("main").getByRole("link", { name: "Hovedbiblioteket", exact: true }));
      await page.waitForURL(/\/steder\/hovedbiblioteket$/);
      assert.match(await citizen.words(), /Trinnfritt inn/);
      await page.getByRole("link", { name: /OpenStreetMap/ }).waitFor();
      await look();

      await page.goBack();
      await tap(page.getByRole("link", { name: /Til utskrift/ }));
      await page.waitForURL(/\/utskrift$/);
      assert.equal(await page.locator("main svg, main img").count() > 0, true, "the sheet has a code to point a phone at");
      await look();
      await citizen.close();
    });
  }
}

test("with the keyboard alone: from the front page to an offering, and past the menu with one key", async () => {
  const citizen = await it.open();
  const { page } = citizen;
  await page.goto("/");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Hopp til innholdet");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => location.hash), "#innhold");
  const question = page.locator('input[name="q"]');
  await tabTo(page, question);
  const outline = await question.evaluate((e) => getComputedStyle(e).outlineStyle);
  assert.notEqual(outline, "none", "one sees where one is");
  await page.keyboard.type("mobilen min er full");
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/sok\?q=mobilen/);
  const offering = page.locator("main").getByRole("link", { name: "Drop-in på biblioteket", exact: true });
  await tabTo(page, offering);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/tilbud\/drop-in-biblioteket$/);
  await citizen.close();
});

test("the language she chose is remembered, and each page says which it is in", async () => {
  const citizen = await it.open({ size: PHONE });
  const { page, tap } = citizen;
  await page.goto("/");
  await tap(page.getByRole("link", { name: "Nynorsk" }));
  await page.getByText("Ope no").first().waitFor();
  assert.equal(await page.locator("html").getAttribute("lang"), "nn");
  await page.goto("/tilbud");
  assert.equal(await page.locator("html").getAttribute("lang"), "nn", "an address without a language follows her choice");
  await tap(page.getByRole("link", { name: "English" }));
  await page.waitForURL(/\/en\/tilbud$/);
  assert.equal(await page.locator("html").getAttribute("lang"), "en");
  await page.goto("/");
  await page.getByText("Open now").first().waitFor();
  await tap(page.getByRole("link", { name: "Bokmål" }));
  await page.getByText("Åpent nå").first().waitFor();
  await citizen.close();
});

test("five things people say lead to the right offering or the right other door", async () => {
  const citizen = await it.open({ script: false });
  const { page } = citizen;
  for (const [say, leads] of /** @type {const} */ ([
    ["får ikke logget inn på helsenorge", "Helsenorge"],
    ["vipps", "Vipps"],
    ["mobilen min er full", "Drop-in på biblioteket"],
    ["søke bostøtte", "Drop-in på Innbyggerservice"],
    ["bankid virker ikke", "BankID – banken som ga deg den"],
    ["bakid virkar ikkje", "BankID – banken som ga deg den"],
  ])) {
    await page.goto(`/sok?q=${encodeURIComponent(say)}`);
    const first = await page.locator("main h3 a, main .card a").allInnerTexts();
    assert.ok(first.slice(0, 4).some((t) => t.replaceAll("\u00ad", "").includes(leads)), `${say}: ${first.slice(0, 4).join(" · ")}`);
  }
  await citizen.close();
});

test("twice the text size on a phone: everything is there, nothing is beside the window", async () => {
  const citizen = await it.open({ size: PHONE });
  const { page, look } = citizen;
  for (const address of ["/", "/tilbud/drop-in-biblioteket", "/steder/hovedbiblioteket", "/kalender", "/sok?q=bankid", "/laringskart"]) {
    await page.goto(address);
    await page.evaluate(() => {
      const root = document.documentElement;
      root.style.fontSize = `${2 * parseFloat(getComputedStyle(root).fontSize)}px`;
    });
    await look();
  }
  await citizen.close();
});

test("with forced colours and in the dark, what is open is still said with a word and a shape", async () => {
  for (const who of [{ forcedColours: true }, { colours: /** @type {const} */ ("dark") }]) {
    const citizen = await it.open({ size: PHONE, ...who });
    await citizen.page.goto("/");
    await citizen.page.getByText("Åpent nå").first().waitFor();
    if (!who.forcedColours) await citizen.look();
    await citizen.close();
  }
});

test("the first visit is small, the second smaller, and nobody else is asked", async () => {
  const citizen = await it.open({ size: PHONE });
  const { page, context } = citizen;
  const client = await context.newCDPSession(page);
  await client.send("Network.enable");
  let bytes = 0;
  let requests = 0;
  client.on("Network.requestWillBeSent", () => (requests += 1));
  client.on("Network.loadingFinished", (event) => (bytes += event.encodedDataLength));
  await page.goto("/", { waitUntil: "networkidle" });
  const first = { bytes, requests };
  bytes = requests = 0;
  await page.goto("/tilbud/drop-in-biblioteket", { waitUntil: "networkidle" });
  const second = { bytes, requests };
  console.log(`front page: ${first.requests} requests, ${first.bytes} bytes; next page: ${second.requests} requests, ${second.bytes} bytes`);
  assert.ok(first.requests <= 8, `${first.requests} requests`);
  assert.ok(first.bytes <= 80_000, `${first.bytes} bytes on the first visit`);
  assert.ok(second.bytes <= 20_000, `${second.bytes} bytes on the next page`);
  await citizen.close();
});
