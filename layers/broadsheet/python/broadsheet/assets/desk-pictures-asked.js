// Files for a plain text (`data-pictures`): pasted, dropped or chosen, they are sent; each is asked
// in place what it shows, and stands in the text then. Nothing takes the cursor from who goes on typing.

const row = document.querySelector("#picture-ask");

for (const area of row ? document.querySelectorAll("textarea[data-pictures]") : []) {
  const asks = document.getElementById(area.dataset.pictures);
  const file = asks.parentElement.querySelector("input[type=file]");
  file.closest("[hidden]").hidden = false;

  function bring(picture) {
    const one = row.content.firstElementChild.cloneNode(true);
    const [said, thumb, asked, alt, put] = ["[data-said]", "img", "[data-asked]", "[data-alt]", "[data-put]"].map((name) => one.querySelector(name));
    let known = null;
    const gone = () => {
      one.remove();
      area.focus();
    };
    const take = () => {
      const words = alt.value.trim();
      if (!words) return alt.focus();
      gone();
      area.dispatchEvent(new CustomEvent("desk:chosen", { bubbles: true, detail: { ...known, alt: words } }));
    };
    put.addEventListener("click", take);
    one.querySelector("[data-drop]").addEventListener("click", gone);
    alt.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.isComposing) return;
      event.preventDefault();
      event.stopPropagation();
      take();
      if ((event.ctrlKey || event.metaKey) && !one.isConnected) area.form.requestSubmit(area.form.querySelector("button.primary"));
    });
    const detail = {
      file: picture,
      progress: (_fraction, words) => (said.textContent = words),
      insert(_markdown, told) {
        if (!one.isConnected) return;
        known = told;
        [thumb.src, thumb.hidden, asked.hidden, alt.value] = [told.thumb, false, false, told.alt];
        said.textContent = row.dataset.asks;
      },
      fail(words) {
        said.textContent = words;
        said.className = "field-error";
      },
    };
    asks.append(one);
    one.dispatchEvent(new CustomEvent("desk:picture", { bubbles: true, cancelable: true, detail }));
  }

  const bringAll = (files) => {
    const pictures = [...(files ?? [])].filter((one) => one.type.startsWith("image/"));
    pictures.forEach(bring);
    return pictures.length > 0;
  };
  area.addEventListener("paste", (event) => bringAll(event.clipboardData.files) && event.preventDefault());
  area.addEventListener("dragover", (event) => event.dataTransfer.types.includes("Files") && event.preventDefault());
  area.addEventListener("drop", (event) => bringAll(event.dataTransfer.files) && event.preventDefault());
  file.addEventListener("change", () => {
    bringAll(file.files);
    file.value = "";
  });
  // What asks for its words is not left behind by an entry that goes without it.
  area.form.addEventListener("submit", (event) => {
    const open = asks.querySelector("[data-asked]:not([hidden]) [data-alt]");
    if (!open) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open.focus();
  }, true);
}
