// A table to type in: rows are found, chosen, walked through by keys, and filled from a spreadsheet.
// Without this it is a form like any other.

for (const form of document.querySelectorAll("form[data-table]")) start(form);

function start(form) {
  const body = form.querySelector("tbody");
  const find = form.querySelector("[data-find]");
  const number = form.querySelector("[data-number]");
  let last = null; // the row that was chosen last, from which Shift chooses

  if (find) find.hidden = false;
  for (const hint of form.querySelectorAll("[data-live-only]")) hint.hidden = false;
  const all = chooseAll();
  find?.addEventListener("input", narrow);
  body.addEventListener("paste", paste);
  body.addEventListener("keydown", walk);
  body.addEventListener("click", (event) => {
    const box = event.target.closest("[data-choice] input");
    if (!box) return;
    if (event.shiftKey && last) chooseBetween(last, box.closest("tr"), box.checked);
    last = box.closest("tr");
    count();
  });
  count();

  function chooseAll() {
    const box = Object.assign(document.createElement("input"), { type: "checkbox" });
    const heading = form.querySelector("thead th");
    box.setAttribute("aria-label", heading.textContent.trim());
    box.addEventListener("change", () => {
      for (const row of rows()) choiceOf(row).checked = box.checked && isFilled(row);
      count();
    });
    heading.replaceChildren(box);
    return box;
  }

  function rows() {
    return [...body.rows].filter((row) => !row.hidden);
  }

  function count() {
    const chosen = [...body.rows].filter((row) => choiceOf(row).checked).length;
    number.textContent = chosen ? `(${chosen})` : "";
    all.checked = chosen > 0 && rows().every((row) => choiceOf(row).checked || !isFilled(row));
    all.indeterminate = chosen > 0 && !all.checked;
  }

  function chooseBetween(from, to, isOn) {
    const shown = rows();
    const [first, end] = [shown.indexOf(from), shown.indexOf(to)].sort((a, b) => a - b);
    for (const row of shown.slice(Math.max(first, 0), end + 1)) choiceOf(row).checked = isOn;
  }

  function narrow() {
    const words = folded(find.value).split(/\s+/).filter(Boolean);
    for (const row of body.rows) {
      const said = folded(fieldsOf(row).map(shown).join(" "));
      row.hidden = words.some((word) => !said.includes(word));
    }
    count();
  }

  // Up and down go to the same cell of another row; Enter goes down, and does not send the form from a cell.
  function walk(event) {
    const field = event.target.closest("input, select");
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key];
    if (!field || !step || event.altKey || event.ctrlKey || event.metaKey) return;
    const isTime = field.type === "time" || field.tagName === "SELECT";
    if (isTime && event.key !== "Enter") return; // there the arrows change the value
    event.preventDefault();
    const row = field.closest("tr");
    const next = rows()[rows().indexOf(row) + step];
    if (!next) return;
    const choice = field.closest("[data-choice]");
    if (choice && event.shiftKey) {
      choiceOf(next).checked = choiceOf(row).checked = true;
      count();
    }
    (choice ? choiceOf(next) : fieldsOf(next)[fieldsOf(row).indexOf(field)]).focus();
  }

  // Cells of a spreadsheet come as lines with tabs; they are filled in from the cell that has the focus.
  function paste(event) {
    const field = event.target.closest("td:not([data-choice]) input");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!field || !/[\t\n]/.test(text.trimEnd())) return;
    event.preventDefault();
    const column = fieldsOf(field.closest("tr")).indexOf(field);
    let row = field.closest("tr");
    for (const line of text.trimEnd().split(/\r?\n/)) {
      row ??= addRow();
      for (const [at, value] of line.split("\t").entries()) fill(fieldsOf(row)[column + at], value.trim());
      do row = row.nextElementSibling;
      while (row?.hidden);
    }
  }

  function fill(field, value) {
    if (!field) return;
    if (field.type === "checkbox") field.checked = value !== "" && !/^(0|no|nein|false)$/i.test(value);
    else if (field.tagName === "SELECT") chooseOption(field, value);
    else field.value = field.type === "time" ? value.padStart(5, "0").slice(0, 5) : value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function chooseOption(field, value) {
    const option = [...field.options].find((each) => [each.value, each.text].some((said) => folded(said) === folded(value)));
    if (option) field.value = option.value;
  }

  function addRow() {
    const row = body.lastElementChild.cloneNode(true);
    const at = body.rows.length;
    for (const field of row.querySelectorAll("[name]")) {
      field.name = field.name.replace(/-\d+-/, `-${at}-`);
      field.id = field.name;
      if (field.type === "checkbox") field.checked = false;
      else if (field.tagName !== "SELECT") field.value = "";
    }
    body.append(row);
    return row;
  }
}

function choiceOf(row) {
  return row.querySelector("[data-choice] input");
}

function fieldsOf(row) {
  return [...row.querySelectorAll("td:not([data-choice], [hidden]) :is(input, select)")];
}

function shown(field) {
  if (field.type === "checkbox") return "";
  return field.tagName === "SELECT" ? (field.selectedOptions[0]?.text ?? "") : field.value;
}

// A row that only shows something is never empty.
function isFilled(row) {
  const fields = fieldsOf(row);
  return !fields.length || fields.some((field) => field.type !== "checkbox" && field.tagName !== "SELECT" && field.value !== "");
}

function folded(text) {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}
