// What stands in a story's form now, for the server to look at, without its files.
import { autosave } from "../autosave/autosave.js";

// A text editor takes long to write out a long text: only what was touched is asked for.
export const typedData = async (form) => {
  const bodies = await autosave.bodies();
  const data = new FormData(form);
  for (const [name, html] of Object.entries(bodies)) data.set(name, html);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
};
