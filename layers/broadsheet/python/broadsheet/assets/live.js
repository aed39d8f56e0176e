// A running story asks for itself again, gently, and tells of what is new. Without this there is a link.
{
  const SOON = 30 * 1000;
  const LATE = 5 * 60 * 1000;
  const story = document.querySelector(".live[data-path]");
  const news = story?.querySelector(".live-news");
  const idsOf = (scope) => [...scope.querySelectorAll(".live-entry")].map((entry) => entry.id);
  let wait = SOON;
  let timer;
  let asked = Date.now();
  let waiting = [];
  let points;

  // Key moments go on with the entries, so that nothing moves under a reader's eyes.
  const showPoints = (list) => {
    const old = story.querySelector(".key-points");
    if (points && old) old.replaceWith(points);
    else if (points) list.before(points);
  };

  const show = () => {
    const list = story.querySelector(".live-list");
    for (const entry of waiting) list.prepend(document.adoptNode(entry));
    const first = waiting.at(-1);
    waiting = [];
    news.replaceChildren();
    showPoints(list);
    first.tabIndex = -1;
    first.focus();
  };

  // The button stays the same one: it may have the focus, and is read out only when it says something else.
  const tell = () => {
    if (!waiting.length) return news.replaceChildren();
    const button = news.querySelector("button") ?? news.appendChild(document.createElement("button"));
    const count = new Intl.NumberFormat(news.closest("[lang]").lang).format(waiting.length);
    button.textContent = news.dataset.said.replace("#", count);
    button.type = "button";
    button.onclick = show;
  };

  // What is there already and was changed, or taken out, is made as it is now, without a word.
  const renew = (fresh) => {
    const shown = idsOf(fresh);
    for (const entry of story.querySelectorAll(".live-entry")) {
      const other = fresh.querySelector(`#${entry.id}`);
      // What a reader is watching goes on.
      if (other && !entry.querySelector("iframe") && other.innerHTML !== entry.innerHTML) entry.innerHTML = other.innerHTML;
      if (!other && shown.length && Number(entry.id.slice(5)) > Number(shown.at(-1).slice(5))) entry.remove();
    }
  };

  const end = (fresh) => {
    wait = Infinity;
    story.querySelector(".live-state").replaceWith(fresh.querySelector(".live-state"));
  };

  const look = async () => {
    asked = Date.now();
    const answer = await fetch(story.dataset.path, { cache: "no-cache" });
    if (!answer.ok && answer.status !== 404) return false;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector(".live");
    // What was taken back is not read on; and the first entry of all needs a list that is not there yet.
    if (!fresh || (!story.querySelector(".live-list") && fresh.querySelector(".live-list"))) {
      location.reload();
      return false;
    }
    const known = new Set(idsOf(document));
    const before = waiting.length;
    waiting = [...fresh.querySelectorAll(".live-entry")].filter((entry) => !known.has(entry.id)).reverse();
    points = fresh.querySelector(".key-points");
    renew(fresh);
    // So many that some stand on neither page: all of them are asked for.
    const missed = waiting.length > 0 && waiting.length === idsOf(fresh).length;
    if (waiting.length !== before) tell();
    if (missed) news.querySelector("button").onclick = () => location.reload();
    if (!fresh.dataset.path) end(fresh);
    return waiting.length > before;
  };

  const plan = () => {
    clearTimeout(timer);
    if (wait < Infinity && !document.hidden) timer = setTimeout(again, wait);
  };
  const again = async () => {
    if (wait === Infinity) return;
    const isNew = await look().catch(() => false);
    if (wait < Infinity) wait = isNew ? SOON : Math.min(wait * 1.5, LATE);
    plan();
  };
  if (story) {
    plan();
    const back = () => (Date.now() - asked < SOON ? plan() : again());
    document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : back()));
  }
}
