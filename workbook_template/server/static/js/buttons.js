// The buttons of the ribbon, also in the pane: what each sends to the server, and what comes of the answer.

import { ask, element, NoAnswer, problemOf, refuseTooMuch, send, showProblem } from "./asking.js";
import { base64, blobOf, cellsOf, fileOfWorkbook, Locked, open, structure, write } from "./workbook.js";

const PICTURES = new URL("../images/", import.meta.url);
const buttons = new Map();
const at = (id) => document.getElementById(id);
let show = () => {};
let waiting = null; // the button that waits for files
let clock = 0; // counts the seconds that a click takes

export async function startButtons(showTab) {
  show = showTab;
  at("files").addEventListener("submit", chosen);
  at("chosen").addEventListener("change", nameChosen);
  at("never-mind").addEventListener("click", () => askForFiles(null));
  await listButtons();
}

async function listButtons() {
  const groups = await ask("buttons");
  showProblem();
  at("groups").replaceChildren(...groups.map(groupOf));
}

function groupOf({ label, buttons }) {
  const group = element("section", "");
  const title = element("h2", label);
  const row = element("div", "", "buttons");
  row.append(...buttons.map(buttonOf));
  row.role = "group";
  row.ariaLabel = label;
  group.append(title, row);
  return group;
}

function buttonOf(button) {
  buttons.set(button.key, button);
  const made = element("button", "");
  const picture = element("img", "");
  picture.alt = "";
  picture.src = new URL(`${button.key}-32.png`, PICTURES);
  made.append(picture, button.label);
  made.type = "button";
  made.title = button.tip;
  made.dataset.key = button.key;
  made.addEventListener("click", () => press(button.key));
  return made;
}

// A click in the ribbon opens the pane where there is something to read or to choose.
export async function press(key, inRibbon = false) {
  if (!buttons.size) await listButtons().catch((fault) => showProblem(problemOf(fault)));
  const button = buttons.get(key);
  if (inRibbon && !button?.quiet) await Office.addin.showAsTaskpane();
  if (!button) return;
  askForFiles(null);
  if (button.shows) return show(button.shows);
  show("actions");
  if (button.files) return askForFiles(button);
  await perform(button, []);
}

function askForFiles(button) {
  waiting = button;
  at("files").hidden = !button;
  if (!button) return;
  tell("");
  at("files-for").textContent = button.tip;
  at("go").textContent = button.label;
  at("chosen").value = "";
  at("chosen").multiple = button.several;
  nameChosen();
  at("chosen").focus();
}

function nameChosen() {
  const files = [...at("chosen").files];
  at("names").replaceChildren(...files.map((file) => element("li", file.name)));
  at("go").disabled = !files.length;
}

async function chosen(event) {
  event.preventDefault();
  const button = waiting;
  const files = [...at("chosen").files];
  askForFiles(null);
  await perform(button, files);
}

async function perform(button, files) {
  busy(true);
  try {
    refuseTooMuch(files);
    const sent = { files: await Promise.all(files.map(async (it) => ({ name: it.name, content: await base64(it) }))) };
    if (button.sheets) sent.book = await cellsOf(button.sheets);
    if (button.structure) sent.book = await structure();
    if (button.tracker) sent.tracker = await fileOfWorkbook();
    const answer = await send(`actions/${button.key}`, sent);
    showProblem();
    await write(answer.actions);
    tell(answer.said, answer.failed);
    if (answer.file) await offer(answer.file, answer.opens);
    if (answer.failed && button.quiet) await Office.addin.showAsTaskpane();
  } catch (fault) {
    tell("");
    if (fault instanceof NoAnswer) showProblem(fault.problem);
    else tell(complaint(fault), true);
    if (button.quiet) await Office.addin.showAsTaskpane();
  } finally {
    busy(false);
  }
}

// What Excel refused, and whether a part of it is written.
function complaint(fault) {
  if (fault instanceof Locked) return at("locked").textContent.replace("{names}", fault.names.join(", "));
  const words = [at("refused").textContent, fault?.cause?.message ?? fault?.message ?? `${fault}`];
  if (fault?.appliedActionCount > 1) words.push(at("half").textContent);
  return words.join(" ");
}

// A link to save the file, for a browser may forbid that a page opens or saves one by itself.
async function offer(file, opens) {
  const link = at("made");
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(blobOf(file.content));
  link.download = link.textContent = file.name;
  link.hidden = false;
  if (opens) await open(file.content).catch(() => {});
}

function tell(words, failed = false) {
  at("said").textContent = words;
  at("said").classList.toggle("failed", failed);
  at("made").hidden = true;
}

function busy(yes) {
  clearInterval(clock);
  const since = Date.now();
  const count = () => {
    at("seconds").textContent = `${Math.round((Date.now() - since) / 1000)} s`;
  };
  at("seconds").textContent = "";
  if (yes) clock = setInterval(count, 1000);
  at("working").hidden = !yes;
  for (const button of document.querySelectorAll("#groups button")) button.disabled = yes;
}
