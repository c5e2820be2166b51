// How the pane speaks with the server, and with the person: everything shown is set as text, never as markup.

const SERVER = JSON.parse(document.getElementById("config")?.textContent ?? "{}").appPath ?? "";
const PROBLEMS = { 401: "unknown", 403: "unknown", 413: "too-much" }; // paragraphs of the pane, by status
const MOST = 200 * 1024 * 1024; // bytes of one request, the most that the server takes
const TOO_MUCH = 413;
const UNREACHABLE = "unreachable";
export const spoken = { language: "en" };

// No answer came, or one that says that there is none.
export class NoAnswer extends Error {
  constructor(status = 0) {
    super(`${status}`);
    this.problem = PROBLEMS[status] ?? UNREACHABLE;
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

async function headers() {
  const who = typeof globalThis.getAuth === "function" ? await globalThis.getAuth() : {};
  const told = { "X-Session": session() };
  if (who.token) told.Authorization = who.token;
  if (who.provider) told["Auth-Provider"] = who.provider;
  return told;
}

async function answered(question, options) {
  const answer = await fetch(`${SERVER}/salestracker/${question}?lang=${spoken.language}`, options).catch(() => {
    throw new NoAnswer();
  });
  if (!answer.ok) throw new NoAnswer(answer.status);
  return answer.json().catch(() => {
    throw new NoAnswer();
  });
}

export async function ask(question) {
  return answered(question, { cache: "no-store", headers: await headers() });
}

export async function send(question, body) {
  const told = { "Content-Type": "application/json", ...(await headers()) };
  const text = JSON.stringify(body);
  if (text.length > MOST) throw new NoAnswer(TOO_MUCH);
  return answered(question, { method: "POST", headers: told, body: text });
}

// Files are sent as base64: four signs for three bytes.
export function refuseTooMuch(files) {
  if ((files.reduce((sum, file) => sum + file.size, 0) * 4) / 3 > MOST) throw new NoAnswer(TOO_MUCH);
}

export function element(name, text, className = "") {
  const made = document.createElement(name);
  made.textContent = text;
  made.className = className;
  return made;
}

// Shows why the server was of no help, or takes that away.
export function showProblem(problem = "") {
  for (const name of [UNREACHABLE, ...Object.values(PROBLEMS)]) document.getElementById(name).hidden = name !== problem;
}

export function problemOf(fault) {
  return fault instanceof NoAnswer ? fault.problem : UNREACHABLE;
}
