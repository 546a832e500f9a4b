/* Making an edition: proposes the number in the series, and lets the end follow the beginning. */

const series = document.querySelector('select[data-ordinal-for]');
const ordinal = series && document.getElementById(series.dataset.ordinalFor);
if (series && ordinal) {
  series.addEventListener('change', () => {
    ordinal.placeholder = series.selectedOptions[0]?.dataset.ordinal ?? '';
  });
}

// The end follows the beginning, as long as nobody has set it.
const [start, end] = ['f-startsAt', 'f-endsAt'].map((id) => document.getElementById(id));
if (start && end) {
  start.addEventListener('change', () => {
    end.min = start.value;
    if (!end.value) end.value = start.value;
  });
}
