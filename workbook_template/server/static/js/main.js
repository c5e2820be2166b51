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

// The number that Excel's client made for itself and sends with every call: it says whose errors are asked for.
function session() {
  try {
    return localStorage.getItem("xlwingsSessionId") ?? "";
  } catch {
    return "";
  }
}

async function ask(question) {
  const address = `${SERVER}/salestracker/${question}?lang=${language}`;
  const answer = await fetch(address, { cache: "no-store", headers: { "X-Session": session() } });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

// Without case and accents: "marge brute" finds "Marge brute", "evolution" finds "Évolution".
function folded(text) {
  return text.trim().toLowerCase().normalize("NFD").replace(/\p{M}/gu, "");
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
          element("strong", reason.function),
          element("span", reason.code, "code"),
          element("span", reason.cell, "cell"),
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

function choose(name) {
  for (const tab of document.querySelectorAll("[role=tab]")) {
    const chosen = tab.getAttribute("aria-controls") === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    document.getElementById(tab.getAttribute("aria-controls")).hidden = !chosen;
  }
  return name === "why" ? showReasons() : showFunctions();
}

Office.onReady(() => {
  language = (Office.context?.displayLanguage ?? "en").toLowerCase().startsWith("fr") ? "fr" : "en";
  say();
  for (const tab of document.querySelectorAll("[role=tab]")) {
    tab.addEventListener("click", () => choose(tab.getAttribute("aria-controls")));
    tab.addEventListener("keydown", (event) => {
      if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
      const other = tab.nextElementSibling ?? tab.previousElementSibling;
      other.focus();
      other.click();
    });
  }
  document.getElementById("look-again").addEventListener("click", showReasons);
  document.getElementById("wanted").addEventListener("input", showFunctions);
  choose(location.hash === "#functions" ? "functions" : "why");
});
