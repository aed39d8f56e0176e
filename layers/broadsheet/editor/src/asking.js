// Small dialogs: where a link leads, what a picture shows.

/* Asks for one line; resolves to it, to "" where it is to be removed, to null where nothing was said. */
export const ask = (words, label, value, { remove = false } = {}) =>
  new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "editor-ask";
    const form = document.createElement("form");
    form.method = "dialog";
    const named = document.createElement("label");
    named.textContent = label;
    const input = document.createElement("input");
    input.type = "text";
    input.value = value;
    input.dir = "auto";
    named.append(input);
    const buttons = document.createElement("p");
    const add = (text, does, kind) => {
      const button = document.createElement("button");
      button.type = does === "apply" ? "submit" : "button";
      button.value = does;
      button.textContent = text;
      button.className = kind;
      if (does !== "apply") button.addEventListener("click", () => dialog.close(does));
      buttons.append(button, " ");
    };
    add(words.apply, "apply", "primary");
    if (remove) add(words.remove, "remove", "danger");
    add(words.cancel, "cancel", "quiet");
    form.append(named, buttons);
    dialog.append(form);
    dialog.addEventListener("close", () => {
      const { returnValue } = dialog;
      dialog.remove();
      resolve(returnValue === "apply" ? input.value.trim() : returnValue === "remove" ? "" : null);
    });
    document.body.append(dialog);
    dialog.showModal();
    input.select();
  });

/* Asks for one of several, which are pairs of a name and what it is called; resolves to its name, or to null. */
export const choose = (words, label, named) =>
  new Promise((resolve) => {
    const dialog = document.createElement("dialog");
    dialog.className = "editor-ask";
    dialog.setAttribute("aria-label", label);
    const list = document.createElement("ul");
    list.className = "editor-choice";
    const button = (name, text, kind) => {
      const made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      made.className = kind;
      made.addEventListener("click", () => dialog.close(name));
      return made;
    };
    for (const [name, text] of named) list.appendChild(document.createElement("li")).append(button(name, text, "quiet"));
    dialog.append(list, button("", words.cancel, "quiet"));
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue || null);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
