// The buttons of the ribbon, also in the pane: what each sends to the server, and what comes of the answer.

import { ask, element, reached, send } from "./asking.js";
import { base64, blobOf, cellsOf, fileOfWorkbook, open, structure, write } from "./workbook.js";

const buttons = new Map();
const at = (id) => document.getElementById(id);
let show = () => {};
let waiting = null; // the button that waits for files

export async function startButtons(showTab) {
  show = showTab;
  at("files").addEventListener("submit", chosen);
  at("never-mind").addEventListener("click", () => askForFiles(null));
  await listButtons();
}

async function listButtons() {
  const groups = await ask("buttons");
  const sections = groups.map((group) => {
    const section = element("section", "", "group");
    section.append(
      element("h2", group.label),
      ...group.buttons.map((button) => {
        buttons.set(button.key, button);
        const made = element("button", button.label);
        made.type = "button";
        made.title = button.tip;
        made.dataset.key = button.key;
        made.addEventListener("click", () => press(button.key));
        return made;
      }),
    );
    return section;
  });
  at("groups").replaceChildren(...sections);
}

// A click in the ribbon opens the pane where there is something to read or to choose.
export async function press(key, inRibbon = false) {
  if (!buttons.size) await listButtons().catch(() => reached(false));
  const button = buttons.get(key);
  if (!button) return;
  if (inRibbon && !button.quiet) await Office.addin.showAsTaskpane();
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
  at("chosen").value = "";
  at("chosen").multiple = button.several;
  at("chosen").focus();
}

async function chosen(event) {
  event.preventDefault();
  const button = waiting;
  const files = await Promise.all(
    [...at("chosen").files].map(async (file) => ({ name: file.name, content: await base64(file) })),
  );
  askForFiles(null);
  await perform(button, files);
}

async function perform(button, files) {
  busy(true);
  try {
    const sent = { files };
    if (button.sheets) sent.book = await cellsOf(button.sheets);
    if (button.structure) sent.book = await structure();
    if (button.tracker) sent.tracker = await fileOfWorkbook();
    const answer = await send(`actions/${button.key}`, sent);
    reached(true);
    await write(answer.actions);
    tell(answer.said, answer.failed);
    if (answer.file) await offer(answer.file, answer.opens);
    if (answer.failed && button.quiet) await Office.addin.showAsTaskpane();
  } catch (fault) {
    tell("");
    if (fault instanceof TypeError || /^\d+$/.test(fault?.message)) reached(false);
    else tell(`${at("refused").textContent} ${fault?.message ?? fault}`, true);
  } finally {
    busy(false);
  }
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
  at("working").hidden = !yes;
  for (const button of document.querySelectorAll("#groups button, #files button")) button.disabled = yes;
}
