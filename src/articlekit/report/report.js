
"use strict";
(() => {
  const one = (selector) => document.querySelector(selector);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const search = one("#search");
  const keys = one("#keys");
  const ticks = all('[name="role"]');
  const blocks = all(".block").map((element) => ({
    element,
    role: element.dataset.role,
    text: fold(element.querySelector(".text").textContent),
  }));
  const runs = all(".run");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  for (const element of all(".scripted")) element.hidden = false;

  function fold(text) {
    return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  }

  // What is shown: blocks with a ticked role (all where none is) that hold every searched word.
  function update() {
    const roles = new Set(ticks.filter((tick) => tick.checked).map((tick) => tick.value));
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const block of blocks) {
      const missed = !words.every((word) => block.text.includes(word));
      block.element.classList.toggle("missed", missed);
      block.shown = !missed && (!roles.size || roles.has(block.role));
      shown += block.shown;
    }
    const visible = new Set(blocks.filter((block) => block.shown).map((block) => block.element));
    for (const run of runs) {
      const hits = all(".block", run).some((element) => visible.has(element));
      run.classList.toggle("missed", !hits);
      if (hits && (words.length || roles.size)) run.firstElementChild.open = true;
    }
    if (!words.length && !roles.size) for (const run of runs) run.firstElementChild.open = false;
    one("#shown").textContent =
      shown === blocks.length ? `All ${shown} blocks` : `${shown} of ${blocks.length} blocks`;
    paint(search.value.trim().toLowerCase().split(/\s+/).filter(Boolean));
  }

  // Marks the words that were found, without touching the document.
  function paint(words) {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!words.length) return;
    const ranges = [];
    for (const { element, shown } of blocks) {
      const node = shown && element.querySelector(".text").firstChild;
      if (!node) continue;
      const text = node.data.toLowerCase();
      if (text.length !== node.data.length) continue;
      for (const word of words) {
        for (let at = text.indexOf(word); at >= 0 && ranges.length < 2000; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(node, at);
          range.setEnd(node, at + word.length);
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  }

  function clear() {
    search.value = "";
    for (const tick of ticks) tick.checked = false;
    update();
  }

  function reveal(element) {
    for (let above = element.parentElement; above; above = above.parentElement) {
      if (above.localName === "details") above.open = true;
    }
  }

  function go(element) {
    reveal(element);
    element.focus({ preventScroll: true });
    element.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }

  // From where the reader is to the next uncertain block that is shown, around the end.
  function step(direction) {
    const doubts = blocks.filter((block) => block.shown && block.element.matches(".uncertain"));
    if (!doubts.length) return;
    const active = document.activeElement.closest(".block, .run");
    let place = doubts.findIndex((block) => block.element === active);
    if (place < 0 && active) {
      const after = doubts.findIndex(
        (block) => active.compareDocumentPosition(block.element) & Node.DOCUMENT_POSITION_FOLLOWING,
      );
      place = after < 0 ? doubts.length - (direction < 0 ? 0 : 1) : after - (direction < 0 ? 0 : 1);
    } else if (place < 0) {
      place = direction < 0 ? 0 : -1;
    }
    const next = doubts[(place + direction + doubts.length) % doubts.length].element;
    go(next);
    next.querySelector(".why").open = true;
  }

  const actions = {
    n: () => step(1),
    j: () => step(1),
    p: () => step(-1),
    k: () => step(-1),
    "/": () => search.focus(),
    Escape: clear,
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches('input[type="search"]');
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    const action = plain && Object.hasOwn(actions, event.key) && actions[event.key];
    if (!action || !keys.checked || (typing && event.key !== "Escape")) return;
    event.preventDefault();
    action();
  });

  // A link to a block that a filter hides shows all again; older browsers do not unfold by themselves.
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    const target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (!target) return;
    const block = blocks.find(({ element }) => element === target);
    if (block && !block.shown) clear();
    reveal(target);
    const inside = target.querySelector(":scope > details");
    if (inside && target.localName === "section") inside.open = true;
  });

  search.addEventListener("input", update);
  for (const tick of ticks) tick.addEventListener("change", update);
  one("#clear").addEventListener("click", clear);
  one("#next").addEventListener("click", () => step(1));
  one("#previous").addEventListener("click", () => step(-1));
  update();
  // The hash was followed before the script ran; only what update() folded again is left to do.
  const start = location.hash && document.getElementById(location.hash.slice(1));
  if (start) reveal(start);
})();
