// Puts values into a field as a person would: whoever listens hears of it.
export const fill = (field, values) => {
  if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value);
  else if (field.options) {
    for (const value of values)
      if (![...field.options].some((one) => one.value === value)) field.add(new Option(value, value));
    for (const option of field.options) option.selected = values.includes(option.value);
  } else field.value = values[0] ?? "";
  for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
};
