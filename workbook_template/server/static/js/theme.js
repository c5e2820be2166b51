// The pane is dark where Excel is; an Excel that does not tell its colours follows the system, and so does the pane.

const system = matchMedia("(prefers-color-scheme: dark)");

function isDark() {
  const ground = /^#?([\da-f]{2})([\da-f]{2})([\da-f]{2})/i.exec(Office.context?.officeTheme?.bodyBackgroundColor ?? "");
  if (!ground) return system.matches;
  const [red, green, blue] = ground.slice(1).map((part) => parseInt(part, 16));
  return 0.299 * red + 0.587 * green + 0.114 * blue < 128;
}

export function followTheme() {
  const follow = () => {
    document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  };
  follow();
  system.addEventListener("change", follow);
}
