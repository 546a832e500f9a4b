/* Lists in forms: a button adds a row. Without this there are two empty rows to fill. */

for (const button of document.querySelectorAll('[data-add-row]')) {
  const list = document.querySelector(`[data-rows="${button.dataset.addRow}"]`);
  if (!list) continue;
  button.hidden = false;
  button.addEventListener('click', () => {
    const last = list.lastElementChild;
    const number = Number(last.dataset.row);
    const row = last.cloneNode(true);
    const next = (text) => text.replace(new RegExp(`([.-])${number}(?=[.-]|$)`), `$1${number + 1}`);
    row.dataset.row = String(number + 1);
    for (const element of row.querySelectorAll('[id], [name], [for]')) {
      for (const name of ['id', 'name', 'for']) {
        if (element.hasAttribute(name)) element.setAttribute(name, next(element.getAttribute(name)));
      }
      if (element.matches('input, textarea')) element.value = '';
      if (element.matches('select')) element.selectedIndex = 0;
      element.removeAttribute('aria-invalid');
    }
    // People count from one.
    for (const label of row.querySelectorAll('label')) {
      label.textContent = label.textContent.replace(String(number + 1), String(number + 2));
    }
    list.append(row);
    row.querySelector('input, select, textarea')?.focus();
  });
}
