// The list under the search box: what may follow what is typed. Without it the box is a box.
// The pattern is WAI-ARIA's combobox with a list; nothing is chosen until an arrow key.
"use strict";

{
  const WAIT = 120; // ms after the last key
  const input = document.getElementById("q");
  const form = input?.form;
  const TITLES = { field: "Fields", phrase: "In titles" };
  let options = [], chosen = -1, asked, timer, typed = "";

  const element = (name, attributes = {}, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...inside);
    return made;
  };

  const list = element("div", { class: "sug", id: "sug", role: "listbox", "aria-label": "Suggestions" });
  const status = element("p", { class: "vh", role: "status" });

  function close() {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    options = [];
    choose(-1);
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
  }

  /** Choose an option by number; -1 for none, which shows what was typed again. */
  function choose(number) {
    chosen = number;
    options.forEach(({ row }, at) => row.setAttribute("aria-selected", String(at === number)));
    if (number < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[number].row.id);
      options[number].row.scrollIntoView({ block: "nearest" });
    }
  }

  /** Take an option: a field waits for its value, anything else is searched for. */
  function take({ suggestion }) {
    input.value = suggestion.text;
    if (suggestion.kind === "field") {
      const caret = suggestion.text.length - (typed.length - input.dataset.caret);
      input.setSelectionRange(caret, caret);
      input.focus();
      ask();
    } else {
      close();
      form.requestSubmit();
    }
  }

  function counted({ kind, total }) {
    if (total === null) return "";
    const noun = kind === "phrase" ? "title" : "readout";
    return `${total.toLocaleString("en")} ${noun}${total === 1 ? "" : "s"}`;
  }

  function show(suggestions) {
    const rows = [];
    options = [];
    for (const suggestion of suggestions) {
      const { kind, clause, label } = suggestion;
      const row = element("div", { role: "option", id: `s${options.length + 1}`, "aria-selected": "false" },
        element("span", { class: "q" }, clause), element("span", { class: "n" }, counted(suggestion)));
      if (label && !clause.includes(label)) row.append(element("span", { class: "d" }, label));
      if (rows.at(-1)?.dataset.kind !== kind) {
        const name = element("div", { class: "gl label", id: `g${rows.length + 1}` },
          TITLES[kind] ?? kind[0].toUpperCase() + kind.slice(1));
        rows.push(element("div", { role: "group", "aria-labelledby": name.id, "data-kind": kind }, name));
      }
      rows.at(-1).append(row);
      const option = { row, suggestion };
      row.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
      row.addEventListener("click", () => take(option));
      options.push(option);
    }
    if (options.length === 0) return close();
    const keys = element("div", { class: "keys", "aria-hidden": "true" });
    for (const [key, does] of [["↑ ↓", "choose"], ["Enter", "takes the chosen line, or runs what you typed"], ["Esc", "closes"]]) {
      keys.append(element("span", {}, ...key.split(" ").flatMap((one) => [element("kbd", {}, one), " "]), does));
    }
    list.replaceChildren(...rows, keys);
    list.hidden = false;
    choose(-1);
    input.setAttribute("aria-expanded", "true");
    status.textContent = `${options.length} suggestion${options.length === 1 ? "" : "s"}`;
  }

  async function ask() {
    asked?.abort();
    asked = new AbortController();
    typed = input.value;
    input.dataset.caret = input.selectionStart;
    if (typed.trim() === "") return close();
    try {
      const query = new URLSearchParams({ q: typed, caret: input.selectionStart });
      const names = input.form.elements.names?.value;
      if (names) query.set("names", names);
      const answer = await fetch(`${input.dataset.suggest}?${query}`, { signal: asked.signal });
      if (!answer.ok) return close();
      const { suggestions } = await answer.json();
      if (input.value === typed && document.activeElement === input) show(suggestions);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  function key(event) {
    if (event.isComposing) return;
    const last = options.length - 1;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) ask();
      else if (event.key === "ArrowDown") choose(chosen === last ? -1 : chosen + 1);
      else choose(chosen < 0 ? last : chosen - 1);
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      take(options[chosen]);
    } else if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    }
  }

  if (input?.dataset.suggest) {
    for (const [name, value] of Object.entries({
      role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false",
    })) input.setAttribute(name, value);
    list.hidden = true;
    form.append(list, status);
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    };
    input.addEventListener("input", (event) => { if (!event.isComposing) later(); });
    input.addEventListener("compositionend", later);
    input.addEventListener("keydown", key);
    input.addEventListener("blur", close);
    form.addEventListener("submit", close);
  }
}
