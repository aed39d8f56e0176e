// Proof of work for comments (ALTCHA's first scheme), where the newsroom asks for it.
//
// A form with data-challenge="/api/v1/comments/challenge" and <input type="hidden" name="proof">
// gets its solution there before it is sent. Work begins when somebody begins to write, a little at
// a time beside the typing; a form that is sent sooner waits for it. Whatever goes wrong, the form is
// sent without a proof, and an editor looks at the comment. A button with name="preview" needs none.
{
  const FRESH = 30 * 60 * 1000; // half of a challenge's life
  const PATIENCE = 20 * 1000;
  const BATCH = 500;
  const MOST = 1000000;
  const encoder = new TextEncoder();
  const works = new WeakMap();

  const numberOf = async ({ algorithm, challenge, maxnumber, salt }) => {
    const wanted = challenge.match(/../g).map((pair) => parseInt(pair, 16));
    const isWanted = (hash) => new Uint8Array(hash).every((byte, at) => byte === wanted[at]);
    for (let first = 0; first <= Math.min(maxnumber, MOST); first += BATCH) {
      const hashes = await Promise.all(
        Array.from({ length: BATCH }, (_, n) => crypto.subtle.digest(algorithm, encoder.encode(salt + (first + n)))),
      );
      const found = hashes.findIndex(isWanted);
      if (found >= 0) return first + found;
      // What was typed meanwhile is shown first.
      await new Promise((go) => setTimeout(go));
    }
    throw new Error("no solution");
  };

  const prove = async (address) => {
    const answer = await fetch(address, { cache: "no-store" });
    const { algorithm, challenge, maxnumber, salt, signature } = await answer.json();
    const number = await numberOf({ algorithm, challenge, maxnumber, salt });
    return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }));
  };

  const begin = (form) => {
    const work = { since: Date.now(), proof: "" };
    work.done = prove(form.dataset.challenge)
      .then((proof) => (work.proof = proof))
      .catch(() => works.delete(form));
    works.set(form, work);
    return work;
  };
  const workOf = (form) => {
    const work = works.get(form);
    return work && Date.now() - work.since < FRESH ? work : begin(form);
  };
  const formOf = (event) => event.target.closest?.("form[data-challenge]");

  addEventListener("focusin", (event) => {
    const form = formOf(event);
    if (form) workOf(form);
  });

  const sending = new WeakSet();
  const waiting = new WeakSet();
  const sendWithProof = async (form, submitter) => {
    const work = workOf(form);
    form.ariaBusy = "true";
    await Promise.race([work.done, new Promise((go) => setTimeout(go, PATIENCE))]);
    // Where the proof was ready, the event that asked for it is still going on: until it is over,
    // the form lets nothing else send it (HTML, 'submit' algorithm, "firing submission events").
    await new Promise((go) => setTimeout(go));
    form.ariaBusy = null;
    if (form.elements.proof) form.elements.proof.value = work.proof;
    // Nothing is accepted twice: who comes back to this page gets another.
    works.delete(form);
    sending.add(form);
    waiting.delete(form);
    form.requestSubmit(submitter);
    sending.delete(form);
  };
  addEventListener(
    "submit",
    (event) => {
      const form = formOf(event);
      if (!form || sending.has(form) || event.submitter?.name === "preview") return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (waiting.has(form)) return;
      waiting.add(form);
      sendWithProof(form, event.submitter);
    },
    { capture: true },
  );
}
