// Brings the worker that keeps stories, and says where something comes from it.
{
  const { dataset, lang } = document.currentScript;
  const root = document.documentElement;
  const moment = (at) => {
    const shown = new Intl.DateTimeFormat(lang || root.lang, { dateStyle: "long", timeStyle: "short" });
    return shown.format(new Date(at));
  };

  if (root.dataset.kept) {
    const notice = document.createElement("p");
    notice.className = "offline";
    notice.setAttribute("role", "status");
    notice.lang = lang || root.lang;
    notice.textContent = dataset.said.replace("{when}", moment(root.dataset.kept));
    document.querySelector("main").prepend(notice);
  }

  const list = document.querySelector("[data-kept-stories]");
  const tell = async () => {
    const stories = await caches.open("kept-stories");
    for (const request of (await stories.keys()).reverse()) {
      const story = await stories.match(request, { ignoreVary: true });
      if (!story) continue; // let go while this looks through them
      const page = new DOMParser().parseFromString(await story.text(), "text/html");
      const item = document.createElement("li");
      const link = document.createElement("a");
      const time = document.createElement("time");
      link.href = new URL(request.url).pathname;
      link.textContent = page.querySelector("h1")?.textContent ?? link.pathname;
      link.lang = page.documentElement.lang;
      link.dir = page.documentElement.dir;
      time.dateTime = story.headers.get("x-kept");
      time.textContent = moment(time.dateTime);
      item.append(link, " ", time);
      list.append(item);
    }
    list.hidden = !list.children.length;
    document.querySelector("[data-kept-nothing]").hidden = !list.hidden;
  };
  if (list && "caches" in window) tell().catch(() => {});

  const workers = navigator.serviceWorker;
  const bring = async () => {
    await workers.register(dataset.worker);
    if (!workers.controller) (await workers.ready).active.postMessage(location.pathname);
  };
  // Last of all: what is read now comes first.
  if (workers) addEventListener("load", () => bring().catch(() => {}));
}
