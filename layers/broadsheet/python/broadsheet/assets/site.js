// Nothing here is needed to read or to write: every page works without it.
{
  const root = document.documentElement;
  const all = (selector, scope = document) => scope.querySelectorAll(selector);
  const stored = (storage, key, value) => {
    // Storage can be switched off: the page does without.
    try {
      if (value === undefined) return storage().getItem(key) ?? "";
      value ? storage().setItem(key, value) : storage().removeItem(key);
    } catch {}
    return "";
  };

  // Theme: what was chosen here is remembered; 'auto' follows the system again.
  const themeOf = () => root.dataset.theme ?? "auto";
  for (const choice of all(".theme input")) {
    choice.checked = choice.value === themeOf();
    choice.addEventListener("change", () => {
      const chosen = choice.value === "auto" ? "" : choice.value;
      chosen ? (root.dataset.theme = chosen) : delete root.dataset.theme;
      stored(() => localStorage, "theme", chosen);
    });
  }

  // Times of the last day, as people say them, in the words that are written around: a phone takes
  // 100 ms to find some of its own (`Intl`).
  const relative = (time) => {
    const minutes = Math.round((Date.now() - new Date(time.dateTime)) / 60000);
    const [minute, hour] = time.closest("[data-ago]")?.dataset.ago.split("|") ?? [];
    if (minutes < 0 || minutes >= 1440 || !hour) return;
    time.title = time.textContent;
    time.textContent =
      minutes < 60 ? minute.replace("#", Math.max(1, minutes)) : hour.replace("#", Math.round(minutes / 60));
  };
  const relatives = (scope) => all(".card time, .comment time, .breaking time", scope).forEach(relative);
  relatives(document);

  // A story is handed to whatever the device shares with, else its address is copied.
  for (const link of all("[data-share]")) {
    const { share, said } = link.dataset;
    if (navigator.share) link.textContent = share;
    link.addEventListener("click", (event) => {
      const title = document.querySelector("h1").textContent;
      const url = document.querySelector("link[rel=canonical]").href;
      if (!navigator.share && !navigator.clipboard) return;
      event.preventDefault();
      if (navigator.share) navigator.share({ title, url }).catch(() => {});
      else navigator.clipboard.writeText(url).then(() => (link.textContent = said));
    });
  }

  // Nobody can open what is closed on paper.
  addEventListener("beforeprint", () => all("details").forEach((details) => (details.open = true)));

  // Newer headlines under an older story, fetched when they are about to be seen.
  const fill = (card, story) => {
    const to = (selector, text, href) => {
      const node = card.querySelector(selector);
      if (node && text !== undefined) node.textContent = text;
      if (node && href) node.href = href;
    };
    // How it is said in another language is not known here: such a story keeps its date.
    if (story.language !== (card.lang || root.lang)) card.dataset.ago = "";
    card.lang = story.language;
    card.dir = story.direction;
    to(".kicker a", story.section, story.section_path);
    to(".card-title a", story.title, story.path);
    to(".card-authors", story.authors);
    to(".card-excerpt", story.excerpt);
    all(".breaking-label, .live-label, .tongue", card).forEach((label) => label.remove());
    const image = card.querySelector(".card-image");
    if (image) image.hidden = !story.image;
    if (image && story.image) {
      const shown = image.firstElementChild;
      image.href = story.path;
      shown.removeAttribute("srcset");
      shown.src = story.image;
      shown.alt = "";
    }
    const time = card.querySelector("time");
    time.dateTime = story.published_at;
    time.textContent = story.date;
    relative(time);
  };
  const refresh = async (strip) => {
    const answer = await fetch(strip.dataset.live);
    if (!answer.ok) return;
    const cards = [...all(".card", strip)];
    const here = new Set([location.pathname, ...[...all(".also-read a")].map((a) => a.pathname)]);
    const shown = new Set(cards.map((card) => card.querySelector(".card-title a").pathname));
    const newest = (await answer.json()).items.filter((story) => !here.has(story.path)).slice(0, cards.length);
    if (newest.length < cards.length || newest.every((story) => shown.has(story.path))) return;
    newest.forEach((story, number) => fill(cards[number], story));
    const status = strip.querySelector("[role=status]");
    status.textContent = status.dataset.said;
  };
  for (const strip of all("[data-live]")) {
    const seen = new IntersectionObserver(
      ([entry]) => {
        if (!entry.isIntersecting) return;
        seen.disconnect();
        refresh(strip).catch(() => {});
      },
      { rootMargin: "3000px" },
    );
    seen.observe(strip);
  }

  // The comment form: how much room is left, one sending at a time, and no lost words.
  for (const form of all(".comment-form")) {
    const text = form.elements.body;
    const key = `draft ${form.action}`;
    const left = document.createElement("output");
    left.className = "left hint";
    text.after(left);
    const count = () => {
      const room = text.maxLength - text.value.length;
      left.textContent = room < 500 ? `${text.value.length} / ${text.maxLength}` : "";
      stored(() => sessionStorage, key, text.value);
    };
    if (location.hash === "#comment-received") stored(() => sessionStorage, key, "");
    text.value ||= stored(() => sessionStorage, key);
    text.addEventListener("input", count);
    const began = Date.now();
    form.addEventListener("formdata", ({ formData }) => {
      formData.set("seconds", Math.min(999999, Math.round((Date.now() - began) / 1000)));
    });
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "yes";
    });
    addEventListener("pageshow", () => delete form.dataset.sent);
  }

  // The form comes to the comment that is answered, and goes back.
  const reply = document.querySelector(".comments > .reply");
  const back = reply?.querySelector(".answering");
  const home = reply?.parentElement;
  const move = (to, number) => {
    to.append(reply);
    reply.querySelector("form").elements.parent.value = number;
    back.hidden = !number;
    reply.querySelector("input:not([type=hidden])").focus();
  };
  home?.addEventListener("click", (event) => {
    const link = event.target.closest(".comment-links a, .answering a");
    const [, number] = link?.href.match(/([\d-]+)\/reply$/) ?? [];
    if (event.ctrlKey || event.metaKey || event.shiftKey || !(number || link?.closest(".answering"))) return;
    event.preventDefault();
    number ? move(link.closest(".comment"), number) : move(home, "");
  });
}
