// SPDX-License-Identifier: MPL-2.0
// Keeps the page up to date, and sends its forms without leaving it. Without this script
// the page works by links and forms.
"use strict";

const body = document.body;
let version = body.dataset.version;
let source = null;
const waiting = new Set(); // parts to ask for
let asking = false;
let sent = 0; // forms

// morph puts the parts of a document into the page, and leaves what is the same as it was:
// what has the focus, what was typed, what was opened, where a list was scrolled to.
function morph(text) {
  const fresh = new DOMParser().parseFromString(text, "text/html");
  document.title = fresh.title;
  const styles = fresh.getElementById("styles");
  if (styles && fresh.getElementById("room")) document.getElementById("styles").textContent = styles.textContent;
  for (const part of fresh.querySelectorAll(".part")) {
    const old = document.getElementById(part.id);
    Idiomorph.morph(old, part, { ignoreActiveValue: true, restoreFocus: true, callbacks: { beforeNodeMorphed: keeps } });
  }
}

// keeps reports whether an element is to be changed: not while it holds what the user has
// typed or chosen.
function keeps(old, fresh) {
  if (old instanceof HTMLDetailsElement) fresh.open = old.open;
  if (old instanceof HTMLInputElement && old.type !== "hidden") return old.value === old.defaultValue && old.checked === old.defaultChecked;
  if (old instanceof HTMLSelectElement) return [...old.options].every((option) => option.selected === option.defaultSelected);
  return true;
}

// ask fetches the parts that have changed. Changes that come meanwhile wait.
async function ask(parts) {
  for (const part of parts) waiting.add(part);
  if (asking) return;
  asking = true;
  try {
    while (waiting.size > 0) {
      const names = [...waiting].join(" ");
      waiting.clear();
      const before = sent;
      const response = await fetch(location.href, { headers: { "Page-Parts": names } });
      const text = await response.text();
      if (sent !== before) for (const part of names.split(" ")) waiting.add(part); // a form has led elsewhere meanwhile
      else if (response.ok) morph(text);
    }
  } catch {
    waiting.clear(); // The stream breaks as well; once it is open again, it asks for all.
  }
  asking = false;
}

// listen hears of changes, while the page is seen: a browser has few connections to one
// server for all of its tabs.
function listen() {
  if (source) source.close();
  source = null;
  if (document.hidden) return;
  source = new EventSource(`${body.dataset.events}&version=${version}`);
  source.onopen = () => {
    body.dataset.live = "";
    document.getElementById("lost").hidden = true;
  };
  source.onerror = () => {
    delete body.dataset.live;
    document.getElementById("lost").hidden = false;
  };
  source.onmessage = (event) => {
    version = event.lastEventId;
    ask(event.data.split(" "));
  };
}

// send sends a form, and shows the page that it leads to.
async function send(form, submitter) {
  const data = new FormData(form, submitter);
  const address = new URL(submitter?.hasAttribute("formaction") ? submitter.formAction : form.action);
  const options = { headers: { "Page-Parts": "all" } };
  if (form.method === "get") address.search = new URLSearchParams(data);
  else Object.assign(options, { method: "post", body: new URLSearchParams(data) });
  const response = await fetch(address, options);
  const text = await response.text();
  const failed = document.getElementById("failed");
  failed.hidden = response.ok;
  if (!response.ok) {
    failed.textContent = text;
    return;
  }
  sent++;
  form.reset(); // what was chosen is in the answer, and what was written is sent
  const to = new URL(response.url);
  to.hash = "";
  if (to.href !== location.href) history.pushState(null, "", to);
  morph(text);
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-live]")) return;
  event.preventDefault();
  send(event.target, event.submitter).catch(() => (document.getElementById("lost").hidden = false));
});
document.addEventListener("change", (event) => {
  const form = event.target.closest("form.controls");
  if (form && event.target.matches("select, [type=checkbox]")) form.requestSubmit();
});
document.addEventListener("visibilitychange", listen);
window.addEventListener("popstate", () => location.reload());
listen();
