// What the pages do more with a script: keys, the place kept, stepping through matches and results, copying a passage's address.
"use strict";

const box = document.getElementById("q");
const typing = (element) => element.closest("input, textarea, select, [contenteditable]") !== null;

for (const slash of document.querySelectorAll(".slash")) { slash.hidden = false; slash.setAttribute("aria-hidden", "true"); }

function focusBox() {
  box.focus();
  box.select();
}

// ---------- matches ----------

const marks = [...document.querySelectorAll("mark[id]")];
const numbers = [...document.querySelectorAll(".marks li a")];

/** The index of the match in the address; -1 for none. */
function current() {
  return marks.findIndex((mark) => `#${mark.id}` === location.hash);
}

function show() {
  const at = current();
  numbers.forEach((number, index) => {
    if (index === at) number.setAttribute("aria-current", "true");
    else number.removeAttribute("aria-current");
  });
}

/** Go `by` matches on, round the ends; from no match, to the first or the last. */
function step(by) {
  if (marks.length === 0) return;
  const at = current();
  const next = at < 0 ? (by > 0 ? 0 : marks.length - 1) : (at + by + marks.length) % marks.length;
  location.replace(`#${marks[next].id}`);
}

for (const bar of document.querySelectorAll(".marks .step")) {
  bar.hidden = false;
  bar.querySelector(".prev").addEventListener("click", () => step(-1));
  bar.querySelector(".next").addEventListener("click", () => step(1));
}
window.addEventListener("hashchange", show);
show();

// ---------- keys ----------

document.addEventListener("keydown", (event) => {
  if ((event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k") {
    event.preventDefault();
    focusBox();
  } else if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) {
    return;
  } else if (event.key === "/") {
    event.preventDefault();
    focusBox();
  } else if (event.key === "n") step(1);
  else if (event.key === "p") step(-1);
});

// ---------- the place, kept from page to page ----------

/** What a control of the facets is, whatever it is set to: its facet and its words. */
const control = (link) => `${link.closest(".facet").querySelector("h2")?.textContent}: ${(link.querySelector("span, title") ?? link).textContent}`;
const CONTROLS = ".facet ul a";

for (const link of document.querySelectorAll(CONTROLS)) {
  link.addEventListener("click", () => sessionStorage.setItem("ticked", control(link)));
}

/** Where a facet was ticked, the focus is there again, and what it was in is open again. */
function refocus() {
  const ticked = sessionStorage.getItem("ticked");
  sessionStorage.removeItem("ticked");
  const link = ticked && [...document.querySelectorAll(CONTROLS)].find((one) => control(one) === ticked);
  if (!link) return;
  for (let fold = link.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  link.focus();
}
refocus();

/** Back to the results as they were left: ticked, and at their place. */
for (const link of document.querySelectorAll("a.back")) {
  const before = document.referrer && new URL(document.referrer);
  if (!before || before.origin !== location.origin || before.pathname !== new URL(link.href).pathname) continue;
  if (before.searchParams.get("q") === new URL(link.href).searchParams.get("q")) link.href = before.href;
}

// ---------- from one result to the next

const place = (link) => link.pathname + link.search;
const results = document.querySelector("ol#results");
if (results) {
  const found = [...results.querySelectorAll(".hit h2 a")].map(place);
  sessionStorage.setItem("found", JSON.stringify({ first: results.start, found }));
}

/** Which of the results of a page this is, and the ways to those beside it. */
function among(back) {
  const { first, found } = JSON.parse(sessionStorage.getItem("found")) ?? { found: [] };
  const at = found.indexOf(place(location));
  if (at < 0) return;
  back.after(` · Result ${first + at}`);
  for (const [by, text, rel] of [[1, "Next result", "next"], [-1, "Previous result", "prev"]]) {
    if (!(at + by in found)) continue;
    const link = document.createElement("a");
    Object.assign(link, { href: found[at + by], textContent: text, rel });
    back.nextSibling.after(" · ", link);
  }
}
document.querySelectorAll(".crumb > .back").forEach(among);

// ---------- copying: the address of a passage, a citation ----------

/** Say for a moment, to everyone, that something was done. */
function say(text) {
  let said = document.querySelector(".said");
  if (said === null) {
    said = document.createElement("p");
    said.className = "said";
    said.setAttribute("role", "status");
    document.getElementById("main").append(said);
  }
  said.textContent = text;
  setTimeout(() => { said.textContent = ""; }, 3000);
}

if (navigator.clipboard) {
  for (const link of document.querySelectorAll(".pn")) {
    link.addEventListener("click", async () => {
      await navigator.clipboard.writeText(link.href);
      say("Link to the passage copied");
    });
  }
  for (const button of document.querySelectorAll(".copy")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.closest("section").querySelector(".cite").textContent);
      say("Citation copied");
    });
  }
}
