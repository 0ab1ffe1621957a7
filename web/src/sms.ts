// Says while somebody types how many text messages a text becomes. Without this the page says it when the text is shown.
import { fill, size } from "./lib/sms";

for (const field of document.querySelectorAll<HTMLTextAreaElement>("textarea[name=sms]")) {
  const said = document.getElementById("sms-deler");
  if (!said) continue;
  const values: Record<string, string> = JSON.parse(said.dataset["verdier"] ?? "{}");
  const count = (): void => {
    const found = size(fill(field.value, values));
    const words = (found.parts > 1 ? said.dataset["flere"] : said.dataset["en"]) ?? "";
    const told = words
      .replace("{units}", String(found.units))
      .replace("{room}", String(found.room * Math.max(found.parts, 1)))
      .replace("{parts}", String(found.parts));
    const why = found.outside === undefined ? "" : ` ${(said.dataset["utenfor"] ?? "").replace("{char}", found.outside)}`;
    said.textContent = told + why;
    said.hidden = false;
  };
  field.addEventListener("input", count);
  count();
}
