// Our own plugins of CKEditor.
import { plugin as background } from "../../../ckeditor-newsroom/background.js";
import { plugin as blockMenu } from "../../../ckeditor-newsroom/block-menu.js";
import { plugin as blocks } from "../../../ckeditor-newsroom/blocks.js";
import { plugin as dropPictures } from "../../../ckeditor-newsroom/drop-pictures.js";
import { plugin as figures } from "../../../ckeditor-newsroom/figures.js";
import { plugin as insert } from "../../../ckeditor-newsroom/insert.js";
import { plugin as ownCaption } from "../../../ckeditor-newsroom/own-caption.js";
import { plugin as panel } from "../../../ckeditor-newsroom/panel.js";
import { plugin as paste } from "../../../ckeditor-newsroom/paste.js";
import { plugin as quote } from "../../../ckeditor-newsroom/quote.js";
import { plugin as size } from "../../../ckeditor-newsroom/size.js";
import { plugin as source } from "../../../ckeditor-newsroom/source.js";
import { plugin as table } from "../../../ckeditor-newsroom/table.js";

export const plugins = [
  background,
  blockMenu,
  blocks,
  dropPictures,
  figures,
  insert,
  ownCaption,
  panel,
  paste,
  quote,
  size,
  source,
  table,
];
