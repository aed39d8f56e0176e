addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => {
const gone = ["kept-stories", "kept-assets"].map((name) => caches.delete(name));
event.waitUntil(Promise.all(gone).then(() => registration.unregister()));
});
