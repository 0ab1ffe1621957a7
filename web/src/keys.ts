// Keys at the desk: in a group of choices that has the focus, a digit chooses; Enter saves from anywhere in the form. What
// has just been saved is told for ten seconds. Without this script Enter still saves, and the message stays.

/** The choice that a digit names in the group the focus is in: 1 is the first, 0 the tenth. */
function chosen(group: Element, digit: string): HTMLInputElement | undefined {
  const at = digit === "0" ? 9 : Number(digit) - 1;
  return group.querySelectorAll<HTMLInputElement>("input[type=checkbox], input[type=radio]")[at];
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(event.key)) return;
  const focus = document.activeElement;
  const group = focus instanceof HTMLInputElement && focus.type !== "text" ? focus.closest("[data-keys]") : null;
  const input = group && chosen(group, event.key);
  if (!input) return;
  event.preventDefault();
  input.focus();
  input.click();
});

// Where there is a keyboard the first choice is ready for it, unless something else asked for the focus.
if (matchMedia("(hover: hover) and (pointer: fine)").matches && document.activeElement === document.body) {
  document.querySelector<HTMLInputElement>("form.visit [data-keys] input")?.focus({ preventScroll: true });
}

for (const message of document.querySelectorAll<HTMLElement>("[data-passes]")) {
  setTimeout(() => {
    // Whoever stands on the button keeps it.
    if (!message.contains(document.activeElement)) message.remove();
  }, 10_000);
}
