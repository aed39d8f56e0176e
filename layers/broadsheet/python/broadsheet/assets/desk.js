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
