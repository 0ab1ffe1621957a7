// The whole handbook, or every boundary, on one page: what one writes leaves the cards that have all the words, and the address of a card opens
// it. It is the page that is at hand without a network; without this script it is read from top to bottom.

const plain = (text: string): string => text.toLowerCase().replace(/[åæ]/g, "a").replace(/ø/g, "o").replace(/aa|ae/g, "a").replace(/oe/g, "o");

const cards = [...document.querySelectorAll<HTMLDetailsElement>(".book-card")];
const told = cards.map((card) => plain(`${card.textContent ?? ""} ${card.dataset.words ?? ""}`));
const box = document.querySelector<HTMLElement>("[data-book]");
const field = box?.querySelector("input");
const said = box?.querySelector<HTMLElement>("[data-none]");

function look(): void {
  const words = plain(field?.value ?? "").split(/[^\p{L}\p{N}]+/u).filter((w) => w.length > 1);
  let left = 0;
  cards.forEach((card, i) => {
    card.hidden = !words.every((w) => told[i]?.includes(w));
    if (!card.hidden) left += 1;
  });
  for (const shelf of document.querySelectorAll<HTMLElement>("[data-shelf]")) shelf.hidden = !shelf.querySelector(".book-card:not([hidden])");
  if (said) said.textContent = left === 0 ? (said.dataset.none ?? "") : "";
}

if (box && field) {
  box.hidden = false;
  field.addEventListener("input", look);
  // Without a network this page stands in for every address of the handbook, or of the boundaries.
  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    field.value = asked;
    look();
  }
  const answer = new URLSearchParams(location.search).get("svar");
  const key = answer ?? /\/handbok\/([a-z0-9-]+)$/.exec(location.pathname)?.[1] ?? location.hash.slice(1);
  const card = key ? cards.find((c) => c.id === key) : undefined;
  if (card) {
    card.open = true;
    card.scrollIntoView();
    card.querySelector("summary")?.focus({ preventScroll: true });
  }
}

// On paper every card is open.
addEventListener("beforeprint", () => cards.forEach((card) => { card.open = true; }));
for (const button of document.querySelectorAll<HTMLElement>("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
export {};
