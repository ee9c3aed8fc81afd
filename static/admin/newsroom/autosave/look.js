// What stands in a story's form, what of it changed, and how that is told.
import { delta } from "./blocks.js";
import { bodyOf } from "./body.js";

const differs = (one, other) =>
  one.length !== other?.length || one.some((value, place) => value !== other[place]);

export const lookAt = (form) => {
  const bodies = new Map();
  for (const area of form.querySelectorAll("textarea[data-rich-text]"))
    bodies.set(area.name, bodyOf(area));
  const each = (read) => Object.fromEntries([...bodies].map(([name, body]) => [name, read(body)]));
  const isTyped = (name) => !name.startsWith("_") && !bodies.has(name) && name !== "base" && name !== "csrfmiddlewaretoken";

  const values = () => {
    const found = {};
    for (const field of form.elements) if (field.multiple && isTyped(field.name)) found[field.name] = [];
    for (const [name, value] of new FormData(form))
      if (isTyped(name) && typeof value === "string") (found[name] ??= []).push(value);
    return found;
  };

  return {
    now: () => ({ values: values(), bodies: each((body) => body.blocks()) }),
    html: () => each((body) => body.blocks().join("\n")),
    began: () => ({ values: values(), bodies: each((body) => body.began) }),
    nothing: () => ({ values: {}, bodies: {} }),
    ready: () => Promise.all([...bodies.values()].map((body) => body.ready())),

    // The fields that differ; of a body its changes, or all of it where `whole` is asked for.
    changes(now, then, { whole = false } = {}) {
      const told = { values: {}, bodies: {} };
      for (const [name, given] of Object.entries(now.values))
        if (differs(given, then.values[name])) told.values[name] = given;
      for (const [name, blocks] of Object.entries(now.bodies)) {
        const before = then.bodies[name];
        if (!differs(blocks, before)) continue;
        told.bodies[name] = before && !whole ? delta(before, blocks) : { parts: blocks };
      }
      return told;
    },
    isEmpty: (told) => !Object.keys(told.values).length && !Object.keys(told.bodies).length,
  };
};
