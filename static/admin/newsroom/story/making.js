// Where somebody may make tags and people, a typed name that nothing has is offered behind what was
// found, so that Enter chooses what is there. Before Django's own script makes the fields.
const defaults = window.django?.jQuery?.fn.select2?.defaults;
const words = document.querySelector("select[data-tags][data-new]")?.dataset.new;
if (defaults && words) {
  defaults.set("createTag", ({ term }) => {
    const name = term.trim().replace(/\s+/g, " ");
    return /\p{L}/u.test(name) ? { id: `+${name}`, text: words.replace("{name}", name) } : null;
  });
  defaults.set("insertTag", (found, made) => found.push(made));
}
