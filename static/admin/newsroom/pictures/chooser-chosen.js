// What was chosen for a gallery, in its order: dragged, or moved by buttons; taken back by a cross.
export const chosenList = ({ row, chosen, changed }) => {
  const list = document.createElement("ol");
  list.className = "chosen";
  let lifted = null;

  const at = (id) => [...list.children].find((one) => one.dataset.id === id);
  const add = ({ id, thumb, label }) => {
    const item = row.content.firstElementChild.cloneNode(true);
    const find = (hook) => item.querySelector(`[data-${hook}]`);
    Object.assign(item.dataset, { id, thumb, label });
    item.draggable = true;
    item.querySelector("img").src = thumb;
    find("name").textContent = label;
    for (const hook of ["earlier", "later", "drop"]) find(hook).ariaLabel += `: ${label}`;
    find("earlier").addEventListener("click", (event) => {
      item.previousElementSibling?.before(item);
      event.currentTarget.focus();
    });
    find("later").addEventListener("click", (event) => {
      item.nextElementSibling?.after(item);
      event.currentTarget.focus();
    });
    find("drop").addEventListener("click", () => {
      (item.nextElementSibling ?? item.previousElementSibling)?.querySelector("[data-drop]").focus();
      item.remove();
      changed();
    });
    list.append(item);
  };

  list.addEventListener("dragstart", (event) => {
    lifted = event.target.closest("li");
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", lifted.dataset.label);
  });
  list.addEventListener("dragover", (event) => {
    const over = event.target.closest("li");
    if (!lifted) return;
    event.preventDefault();
    if (!over || over === lifted) return;
    const box = over.getBoundingClientRect();
    if (event.clientX > box.left + box.width / 2) over.after(lifted);
    else over.before(lifted);
  });
  list.addEventListener("drop", (event) => lifted && event.preventDefault());
  list.addEventListener("dragend", () => (lifted = null));
  chosen.forEach(add);

  return {
    element: list,
    has: (id) => Boolean(at(id)),
    pictures: () => [...list.children].map(({ dataset: { id, thumb, label } }) => ({ id, thumb, label })),
    toggle: (picture) => {
      if (at(picture.id)) at(picture.id).remove();
      else add(picture);
      changed();
    },
  };
};
