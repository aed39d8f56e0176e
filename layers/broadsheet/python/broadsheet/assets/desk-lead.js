// The picture above a story: chosen from this machine or dropped on its panel, sent, and filled in.

const form = document.querySelector("#write");
const panel = document.querySelector("#picture");
const file = panel.querySelector("#f-image-file");
const said = panel.querySelector("[data-image-said]");
panel.querySelector("[data-scripted]").hidden = false;

function tell(words, wrong = false) {
  said.textContent = words;
  said.classList.toggle("field-error", wrong);
}

function bring(picture) {
  panel.open = true;
  const detail = {
    file: picture,
    progress: (_fraction, words) => tell(words),
    insert(_markdown, { id, alt }) {
      const { image_media, image_url, image_alt } = form.elements;
      [image_media.value, image_url.value] = [id, ""];
      if (alt && !image_alt.value) image_alt.value = alt;
      image_media.dispatchEvent(new InputEvent("input", { bubbles: true }));
      // Whoever went on writing meanwhile is not taken away from it.
      const here = document.activeElement;
      if (!image_alt.value && (here === document.body || panel.contains(here))) image_alt.focus();
    },
    fail: (words) => tell(words, true),
  };
  panel.dispatchEvent(new CustomEvent("desk:picture", { bubbles: true, cancelable: true, detail }));
}

// One that was chosen is shown, with its own words in place of those of the picture before.
function chosen({ id, alt }) {
  const { image_media, image_url, image_alt, image_caption, image_credit } = form.elements;
  panel.open = true;
  [image_media.value, image_alt.value] = [id, alt];
  image_url.value = image_caption.value = image_credit.value = "";
  image_media.dispatchEvent(new InputEvent("input", { bubbles: true }));
  image_alt.focus();
}
panel.addEventListener("desk:place", (event) => {
  event.preventDefault();
  chosen(event.detail.picture);
});

const shown = panel.querySelector("[data-image-shown]");
form.elements.image_media.addEventListener("input", ({ target }) => {
  const id = target.value.trim();
  const seen = Object.assign(document.createElement("img"), { className: "lead-shown", alt: "" });
  seen.src = `/desk/media/${encodeURIComponent(id)}/shown`;
  shown.replaceChildren(...(id ? [seen] : []));
});

file.addEventListener("change", () => {
  const [chosen] = file.files;
  if (chosen) bring(chosen);
  file.value = "";
});
panel.addEventListener("dragover", (event) => {
  if (event.dataTransfer.types.includes("Files")) event.preventDefault();
});
panel.addEventListener("drop", (event) => {
  const [dropped] = event.dataTransfer.files;
  if (!dropped) return;
  event.preventDefault();
  bring(dropped);
});
