// What every page of the desk has: colours that are remembered, and forms that are sent once.

const root = document.documentElement;

for (const choice of document.querySelectorAll(".theme input")) {
  choice.checked = choice.value === (root.dataset.theme ?? "auto");
  choice.addEventListener("change", () => {
    const chosen = choice.value === "auto" ? "" : choice.value;
    chosen ? (root.dataset.theme = chosen) : delete root.dataset.theme;
    // Storage can be switched off: the page does without.
    try {
      chosen ? localStorage.setItem("theme", chosen) : localStorage.removeItem("theme");
    } catch {}
  });
}

// A second click is no second request; the button stays in what is sent, so it is not disabled.
addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  setTimeout(() => event.submitter?.setAttribute("aria-disabled", "true"));
});
addEventListener("click", (event) => {
  if (event.target.closest?.("[aria-disabled=true]")) event.preventDefault();
});
addEventListener("pageshow", () => {
  for (const button of document.querySelectorAll("button[aria-disabled]")) button.removeAttribute("aria-disabled");
});

// A file that is dropped beside what takes one would replace the page, with all that was typed in it.
for (const name of ["dragover", "drop"]) {
  addEventListener(name, (event) => {
    const taken = event.defaultPrevented || event.target.closest?.("input[type=file]") || document.querySelector("[data-drop]");
    if (taken || !event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  });
}

// Where a bar of links is wider than the screen, the page that is open is in sight.
for (const one of document.querySelectorAll(".desk-nav [aria-current], .tabs [aria-current]")) {
  const [bar, mine] = [one.closest("ul"), one.getBoundingClientRect()];
  if (!bar || bar.scrollWidth <= bar.clientWidth) continue;
  const its = bar.getBoundingClientRect();
  bar.scrollLeft += mine.left + mine.width / 2 - its.left - its.width / 2;
}
