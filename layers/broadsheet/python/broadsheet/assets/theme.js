// What would come after the first paint is not shown (`font-display: optional`): on a slow line it
// would only be in the way of what is.
{
  const { effectiveType, saveData } = navigator.connection ?? {};
  if (saveData || /[23]g$/.test(effectiveType)) document.documentElement.dataset.line = "slow";
}
try {
  const theme = localStorage.getItem("theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {}
