// Nothing is kept in readers' browsers. Where a worker of before is, it lets go of all, and of itself.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
  const gone = ["kept-stories", "kept-assets"].map((name) => caches.delete(name));
  event.waitUntil(Promise.all(gone).then(() => registration.unregister()));
});
