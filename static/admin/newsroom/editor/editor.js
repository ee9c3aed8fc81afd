// Starts CKEditor on the texts of a tab when the tab is first shown. Where it fails to load, the
// textarea stays and saves.
// Where another language has its place beside the text, both fit into the window, toolbar included, and
// scroll together; on a narrower screen the text grows with its words.
import { learnArmenian } from "../../../ckeditor-newsroom/hy.js";
import { loaded } from "./ckeditor.js";
import { plugins } from "./plugins.js";

const WIDE = matchMedia("(min-width: 1200px)");
const highest = () => Math.max(320, Math.min(960, Math.round(innerHeight * 0.75)));

const start = (textarea) => {
  if (textarea.dataset.started || !textarea.offsetParent) return;
  textarea.dataset.started = "yes";
  const config = JSON.parse(textarea.dataset.richText);
  config.bodyClass = `theme-${document.documentElement.dataset.theme}`;
  if (WIDE.matches) config.autoGrow_maxHeight = highest();
  config.title = textarea.labels[0]?.textContent;
  // Only what was changed is written back: CKEditor spells HTML in its own way.
  const editor = CKEDITOR.replace(textarea, { ...config, autoUpdateElement: false });
  // Styles, fonts and pictures come after the first measuring of the text.
  editor.on("instanceReady", () => {
    const grow = () => editor.execCommand("autogrow");
    editor.document.$.addEventListener("load", grow, true);
    editor.document.$.fonts.ready.then(grow);
  });
  textarea.form.addEventListener("submit", () => {
    if (editor.checkDirty()) editor.updateElement();
  });
  document.addEventListener("themechange", ({ detail }) => {
    const body = editor.document?.getBody();
    if (body) body.$.className = body.$.className.replace(/theme-\w+/, `theme-${detail}`);
  });
};
const startShown = () => {
  for (const textarea of document.querySelectorAll("textarea[data-rich-text]")) start(textarea);
};

const begin = async () => {
  if (!(await loaded)) return;
  CKEDITOR.disableAutoInline = true;
  for (const plugin of plugins) CKEDITOR.plugins.add(plugin.name, plugin);
  await learnArmenian();
  startShown();
  document.addEventListener("tabshown", startShown);
};
begin();
