// What the pages do more with a script: keys, stepping through matches, copying a passage's address.
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
