// Small comforts; every page works without them.
"use strict";

// The citation can be copied.
for (const button of document.querySelectorAll("button.copy")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    button.textContent = "Copied";
  });
}

// A passage shows its codings when it is pointed at or reached by keyboard.
const reader = document.querySelector("[data-reader]");
if (reader) {
  const pinned = document.getElementById("pinned");
  let shown = "";
  const show = (passage) => {
    const records = passage.dataset.r;
    if (records === shown) return;
    shown = records;
    for (const near of reader.querySelectorAll(".m.near")) near.classList.remove("near");
    const cards = records.split(" ").map((id) => document.getElementById(`card-${id}`));
    pinned.replaceChildren(
      ...cards.filter(Boolean).map((card) => {
        const copy = card.cloneNode(true);
        copy.removeAttribute("id");
        return copy;
      }),
    );
    const first = records.split(" ")[0];
    for (const part of reader.querySelectorAll(".text .m")) {
      if (part.dataset.r.split(" ").includes(first)) part.classList.add("near");
    }
  };
  const passageOf = (event) => event.target.closest && event.target.closest(".text .m");
  for (const kind of ["mouseover", "focusin"]) {
    reader.addEventListener(kind, (event) => {
      const passage = passageOf(event);
      if (passage) show(passage);
    });
  }
  reader.addEventListener("click", (event) => {
    const passage = passageOf(event);
    if (passage && passage.matches("a")) {
      event.preventDefault();
      show(passage);
      history.replaceState(null, "", `#${passage.id}`);
      if (matchMedia("(max-width: 60rem)").matches) pinned.scrollIntoView({ block: "nearest" });
    }
  });
  const open = () => {
    const at = decodeURIComponent(location.hash.slice(1));
    const target = at && document.getElementById(at);
    if (!target) return;
    if (target.matches(".m")) show(target);
    const folded = target.closest("details");
    if (folded) {
      folded.open = true;
      target.scrollIntoView({ block: "center" });
    }
  };
  addEventListener("hashchange", open);
  open();
}

// While something is watched, the page says what arrives.
if ("live" in document.body.dataset) {
  const line = document.getElementById("live");
  let revision = "";
  const source = new EventSource("/live/events");
  source.addEventListener("message", (event) => {
    const now = JSON.parse(event.data);
    const parts = [];
    if (now.step) {
      parts.push(`${now.step[0].toUpperCase()}${now.step.slice(1)} …`);
    } else if (now.trouble) {
      parts.push(now.trouble);
    } else {
      parts.push(`Watching ${now.watching}.`);
    }
    if (now.arrivals) {
      parts.push(`${now.arrivals} new ${now.arrivals === 1 ? "document" : "documents"} since the start.`);
    }
    line.replaceChildren(parts.join(" "));
    line.classList.toggle("busy", Boolean(now.step));
    if (now.step && now.total) {
      const bar = document.createElement("progress");
      bar.max = now.total;
      bar.value = now.done;
      bar.setAttribute("aria-label", now.step);
      line.append(bar, ` ${now.done} of ${now.total}`);
    }
    if (revision && revision !== now.revision) {
      const link = document.createElement("a");
      link.href = location.href;
      link.textContent = "Show what is new";
      line.append(" ", link);
    } else {
      revision = revision || now.revision;
    }
    line.hidden = false;
  });
  addEventListener("pagehide", () => source.close());
}
