// A small window on other sites: whether somebody is there now, and the next times. One line of script and one element:
//
//   <script src="https://…/widget.js" defer></script>
//   <terskel-apent sted="hovedbiblioteket"><a href="https://…/kalender">Se tidene</a></terskel-apent>
//
// What stands inside the element is shown until the times are there, and stays when they do not come. It sets no cookie,
// keeps nothing and asks nobody but the server it came from.

interface Shown {
  name: string;
  state: "open" | "soon" | "closed";
  words: string;
  items: { when: string; what: string; where: string; url: string; off: boolean }[];
  all: { words: string; url: string };
}

// While the script runs it knows its own address; afterwards nobody does.
const home = document.currentScript instanceof HTMLScriptElement ? new URL(".", document.currentScript.src) : undefined;
const LOOK_AGAIN = 5 * 60 * 1000;

const LOOK = `
  :host { display: block; }
  section { font: inherit; color: #1b2a2f; background: #fff; border: 1px solid #d5dbda; border-radius: 16px; padding: 24px; max-width: 30em; }
  p, ul { margin: 0 0 12px; padding: 0; list-style: none; }
  .name { font-weight: 700; font-size: 1.15em; }
  .state { font-weight: 700; }
  .open { color: #2f6b3a; } .soon { color: #1b2a2f; } .closed { color: #1b2a2f; }
  li { padding: 8px 0; border-top: 1px solid #d5dbda; overflow-wrap: anywhere; }
  a { color: #0b5c6b; display: inline-block; padding: 4px 0; }
  a:focus-visible { outline: 3px solid #0b5c6b; outline-offset: 3px; }
  p:last-child { margin: 0; }
`;

const SHAPES = { open: "●", soon: "◐", closed: "○" };

function element(name: string, text: string, look = ""): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  if (look) made.className = look;
  return made;
}

function link(words: string, address: string): HTMLElement {
  const made = document.createElement("a");
  made.textContent = words;
  // Only the server's own addresses: what came is never run.
  if (home && new URL(address, home).origin === home.origin) made.href = address;
  return made;
}

function drawn(shown: Shown): HTMLElement {
  const section = document.createElement("section");
  section.setAttribute("aria-label", shown.name);
  section.append(element("p", shown.name, "name"));
  const state = element("p", "", `state ${shown.state}`);
  const shape = element("span", `${SHAPES[shown.state]} `);
  shape.setAttribute("aria-hidden", "true");
  state.append(shape, shown.words);
  const list = document.createElement("ul");
  for (const item of shown.items) {
    const line = document.createElement("li");
    line.append(element("span", item.when), document.createElement("br"), link(item.what, item.url));
    if (item.where) line.append(document.createElement("br"), item.where);
    list.append(line);
  }
  const all = document.createElement("p");
  all.append(link(shown.all.words, shown.all.url));
  section.append(state, list, all);
  return section;
}

class Open extends HTMLElement {
  private timer = 0;

  connectedCallback(): void {
    if (!this.shadowRoot) {
      const root = this.attachShadow({ mode: "open" });
      // A sheet made here needs no permission for inline style on the page it is on; the oldest browsers go without.
      if ("adoptedStyleSheets" in root) {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(LOOK);
        root.adoptedStyleSheets = [sheet];
      }
      root.append(document.createElement("slot"));
    }
    void this.show();
    this.timer = window.setInterval(() => document.hidden || void this.show(), LOOK_AGAIN);
  }

  disconnectedCallback(): void {
    window.clearInterval(this.timer);
  }

  private async show(): Promise<void> {
    if (!home) return;
    const from = new URL("widget.json", home);
    const place = this.getAttribute("sted");
    if (place) from.searchParams.set("sted", place);
    try {
      const answer = await fetch(from, { credentials: "omit" });
      if (!answer.ok) return;
      const made = drawn((await answer.json()) as Shown);
      this.shadowRoot?.replaceChildren(made);
    } catch {
      // What is shown stays: the words inside the element, or the times that came last.
    }
  }
}

if (!customElements.get("terskel-apent")) customElements.define("terskel-apent", Open);
