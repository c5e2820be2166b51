// The task pane: the buttons, the last errors in words, and the functions.

import { ask, element, problemOf, showProblem, spoken } from "./asking.js";
import { press, startButtons } from "./buttons.js";
import { followTheme } from "./theme.js";

const ALONE = {
  "#xlwings-office-ready-error .mb-3": "alone",
  "#xlwings-taskpane-reload-btn": "reload",
  "#xlwings-taskpane-reload-cancel-btn": "never-mind",
};
let functions = [];

function speak(tag) {
  spoken.language = (tag ?? "en").toLowerCase().startsWith("fr") ? "fr" : "en";
  document.documentElement.lang = spoken.language;
  for (const element of document.querySelectorAll(`[data-${spoken.language}]`)) {
    element.textContent = element.dataset[spoken.language];
  }
}

// Without case and accents: "marge brute" finds "Marge brute", "evolution" finds "Évolution".
function folded(text) {
  return text.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
}

async function showReasons() {
  const list = document.getElementById("reasons");
  list.ariaBusy = "true";
  try {
    const reasons = await ask("why");
    showProblem();
    document.getElementById("nothing").hidden = reasons.length > 0;
    list.replaceChildren(
      ...reasons.map((reason) => {
        const item = document.createElement("li");
        item.append(
          element("strong", reason.function),
          element("span", reason.code, "code"),
          element("span", reason.cell, "cell"),
          element("p", reason.sentence),
        );
        return item;
      }),
    );
  } catch (fault) {
    showProblem(problemOf(fault));
  } finally {
    list.ariaBusy = "false";
  }
}

async function showFunctions() {
  try {
    if (!functions.length) functions = await ask("functions");
    showProblem();
  } catch (fault) {
    showProblem(problemOf(fault));
    return;
  }
  const wanted = folded(document.getElementById("wanted").value).split(/\s+/);
  const found = functions.filter((it) => {
    const text = folded(`${it.name} ${it.label} ${it.summary}`);
    return wanted.every((word) => text.includes(word));
  });
  document.getElementById("none").hidden = found.length > 0;
  document
    .getElementById("list")
    .replaceChildren(
      ...found.flatMap((it) => [element("dt", `=${it.call}`), element("dd", `${it.label}. ${it.summary}`)]),
    );
}

const SHOWN = { why: showReasons, functions: showFunctions };

function choose(name) {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const chosen = tab.getAttribute("aria-controls") === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
  }
  return SHOWN[name]?.();
}

function walk(event) {
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
  const tabs = [...document.querySelectorAll("[role=tab]")];
  const step = event.key === "ArrowRight" ? 1 : -1;
  const other = tabs[(tabs.indexOf(event.currentTarget) + step + tabs.length) % tabs.length];
  other.focus();
  other.click();
}

// What xlwings shows over a pane that waits for Excel in vain, as in a browser, in the language of the system.
function sayAlone() {
  for (const [place, words] of Object.entries(ALONE)) {
    document.querySelector(place)?.replaceChildren(document.getElementById(words).textContent);
  }
}

speak(navigator.language);
sayAlone();

Office.onReady(async () => {
  speak(Office.context?.displayLanguage);
  followTheme();
  for (const tab of document.querySelectorAll("[role=tab]")) {
    tab.addEventListener("click", () => choose(tab.getAttribute("aria-controls")));
    tab.addEventListener("keydown", walk);
  }
  document.getElementById("look-again").addEventListener("click", showReasons);
  document.getElementById("wanted").addEventListener("input", showFunctions);
  choose("actions");
  await startButtons(choose).catch((fault) => showProblem(problemOf(fault)));
  globalThis.paneIsReady?.(press);
});
