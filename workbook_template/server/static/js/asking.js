// How the pane speaks with the server, and with the person: everything shown is set as text, never as markup.

const SERVER = JSON.parse(document.getElementById("config")?.textContent ?? "{}").appPath ?? "";
export const spoken = { language: "en" };

// The number that Excel's client made for itself and sends with every call: it says whose errors are asked for.
function session() {
  try {
    return localStorage.getItem("xlwingsSessionId") ?? "";
  } catch {
    return "";
  }
}

function addressOf(question) {
  return `${SERVER}/salestracker/${question}?lang=${spoken.language}`;
}

async function answered(answer) {
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

export async function ask(question) {
  return answered(await fetch(addressOf(question), { cache: "no-store", headers: { "X-Session": session() } }));
}

export async function send(question, body) {
  const who = typeof globalThis.getAuth === "function" ? await globalThis.getAuth() : {};
  const headers = { "Content-Type": "application/json", "X-Session": session() };
  if (who.token) headers.Authorization = who.token;
  if (who.provider) headers["Auth-Provider"] = who.provider;
  return answered(await fetch(addressOf(question), { method: "POST", headers, body: JSON.stringify(body) }));
}

export function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

export function reached(yes) {
  document.getElementById("unreachable").hidden = yes;
}
