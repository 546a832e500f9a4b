/* One box ticks all the others of a list. Without this each is ticked by itself. */

const box = document.querySelector('[data-choose-all]');
if (box) {
  const all = box.querySelector('input');
  const form = box.closest('form');
  const boxes = [...form.querySelectorAll('input[name="ids"]')];
  const show = () => {
    const ticked = boxes.filter((one) => one.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && ticked < boxes.length;
  };
  box.hidden = false;
  all.addEventListener('change', () => {
    for (const one of boxes) one.checked = all.checked;
  });
  form.addEventListener('change', (event) => {
    if (event.target.name === 'ids') show();
  });
  // The browser may have kept what was ticked before.
  show();
}
