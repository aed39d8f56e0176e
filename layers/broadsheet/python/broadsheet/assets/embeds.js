// A card shows what it leads to once a reader asks for that. Until then nobody elsewhere is asked; without this it is a link.
{
  const MAY = "autoplay; encrypted-media; fullscreen; picture-in-picture";
  const MAY_TOO = ["forms", "popups", "popups-to-escape-sandbox", "presentation", "same-origin", "scripts"];

  const show = (button) => {
    const card = button.closest(".b-embed");
    const player = document.createElement("iframe");
    player.title = `${card.querySelector("strong").textContent}: ${card.querySelector("a").textContent}`;
    player.className = `player player-${button.dataset.shape}`;
    player.sandbox = MAY_TOO.map((name) => `allow-${name}`).join(" ");
    player.allow = MAY;
    // Which site asks, and not which story: some show nothing to who does not say.
    player.referrerPolicy = "strict-origin";
    player.src = button.dataset.frame;
    card.querySelector("img")?.remove();
    button.remove();
    card.prepend(player);
    player.focus();
  };

  // Entries of a running story come later than this.
  document.documentElement.classList.add("plays");
  document.addEventListener("click", ({ target }) => {
    // The button says who is asked; a picture does not.
    const button = target.closest(".b-embed > [data-frame]");
    if (button) show(button);
  });
}
