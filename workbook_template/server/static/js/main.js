// The task pane: the last errors in words, and the functions. Everything shown is set as text, never as markup.

const SERVER = JSON.parse(document.getElementById("config")?.textContent ?? "{}").appPath ?? "";
let language = "en";
let functions = [];

function say() {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll(`[data-${language}]`)) {
    element.textContent = element.dataset[language];
  }
}

async function ask(question) {
  const answer = await fetch(`${SERVER}/salestracker/${question}?lang=${language}`, { cache: "no-store" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

async function showReasons() {
  const list = document.getElementById("reasons");
  const unreachable = document.getElementById("unreachable");
  try {
    const reasons = await ask("why");
    unreachable.hidden = true;
    document.getElementById("nothing").hidden = reasons.length > 0;
    list.replaceChildren(
      ...reasons.map((reason) => {
        const item = document.createElement("li");
        item.append(
          element("span", reason.cell, "cell"),
          element("strong", `${reason.function} ${reason.code}`),
          element("p", reason.sentence),
        );
        return item;
      }),
    );
  } catch {
    unreachable.hidden = false;
  }
}

async function showFunctions() {
  try {
    if (!functions.length) functions = await ask("functions");
  } catch {
    document.getElementById("unreachable").hidden = false;
    return choose("why");
  }
  const wanted = document.getElementById("wanted").value.trim().toLowerCase();
  const found = functions.filter((it) => `${it.name} ${it.label} ${it.summary}`.toLowerCase().includes(wanted));
  document
    .getElementById("list")
    .replaceChildren(
      ...found.flatMap((it) => [element("dt", `=${it.call}`), element("dd", `${it.label}. ${it.summary}`)]),
    );
}

function choose(name) {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const chosen = tab.getAttribute("aria-controls") === name;
    tab.setAttribute("aria-selected", String(chosen));
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
  }
  return name === "why" ? showReasons() : showFunctions();
}

Office.onReady(() => {
  language = (Office.context?.displayLanguage ?? "en").toLowerCase().startsWith("fr") ? "fr" : "en";
  say();
  for (const tab of document.querySelectorAll("[role=tab]")) {
    tab.addEventListener("click", () => choose(tab.getAttribute("aria-controls")));
  }
  document.getElementById("look-again").addEventListener("click", showReasons);
  document.getElementById("wanted").addEventListener("input", showFunctions);
  choose(location.hash === "#functions" ? "functions" : "why");
});
