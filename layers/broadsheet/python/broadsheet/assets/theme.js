// What would come after the first paint is not shown (`font-display: optional`): on a slow line it
// would only be in the way of what is. Its style sheet follows: a script waits for those before it.
{
  const { effectiveType, saveData } = navigator.connection ?? {};
  if (saveData || /[23]g$/.test(effectiveType)) {
    new MutationObserver((_, watch) => {
      const faces = document.getElementById("faces");
      if (!faces) return;
      // Chromium applies one that is disabled while it loads.
      faces.media = "not all";
      watch.disconnect();
    }).observe(document.head, { childList: true });
  }
}
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {}
