// The clock of the page: the device's own, unless the server's is known to differ (a rehearsal, or a device
// whose clock is wrong).

let ahead = Number(document.querySelector('meta[name="seconds-ahead"]')?.content ?? 0) * 1000;
const rehearsal = ahead;
const TOLERANCE = 30_000;

export function now() {
  return Date.now() + ahead;
}

// `date` is when the server answered, as its answer says in its header.
export function compare(date) {
  const difference = Date.parse(date) - Date.now();
  if (Number.isFinite(difference)) ahead = rehearsal + (Math.abs(difference) > TOLERANCE ? difference : 0);
}
